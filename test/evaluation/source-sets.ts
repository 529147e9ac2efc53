import type { SourceSet } from './fetch-sources.ts';

/** What the table reports on; nothing is tuned or learnt on these. */
export const reportedSets: readonly SourceSet[] = [
  {
    name: 'zod',
    language: 'TypeScript',
    from: { npm: 'zod@4.1.12' },
    extensions: ['ts'],
    under: 'package/src',
    maxCharacters: 3e6,
  },
  {
    name: 'eslint',
    language: 'JavaScript',
    from: { npm: 'eslint@9.39.0' },
    extensions: ['js'],
    maxCharacters: 3e6,
  },
  {
    name: 'django',
    language: 'Python',
    from: { debian: 'python3-django' },
    extensions: ['py'],
    maxCharacters: 3e6,
  },
  {
    name: 'x-tools',
    language: 'Go',
    from: { debian: 'golang-golang-x-tools-dev' },
    extensions: ['go'],
    maxCharacters: 3e6,
  },
  {
    name: 'tokio',
    language: 'Rust',
    from: { debian: 'librust-tokio-dev' },
    extensions: ['rs'],
    maxCharacters: 3e6,
  },
];

/** What the confidence is learnt on. */
export const trainingSets: readonly SourceSet[] = [
  {
    name: 'effect',
    language: 'TypeScript',
    from: { npm: 'effect@3.19.0' },
    extensions: ['ts'],
    under: 'package/src',
    maxCharacters: 2e6,
  },
  {
    name: 'webpack',
    language: 'JavaScript',
    from: { npm: 'webpack@5.102.0' },
    extensions: ['js'],
    maxCharacters: 2e6,
  },
  {
    name: 'sqlalchemy',
    language: 'Python',
    from: { debian: 'python3-sqlalchemy' },
    extensions: ['py'],
    maxCharacters: 2e6,
  },
  {
    name: 'networkx',
    language: 'Python',
    from: { debian: 'python3-networkx' },
    extensions: ['py'],
    maxCharacters: 2e6,
  },
  {
    name: 'grpc',
    language: 'Go',
    from: { debian: 'golang-google-grpc-dev' },
    extensions: ['go'],
    maxCharacters: 2e6,
  },
  {
    name: 'clap',
    language: 'Rust',
    from: { debian: 'librust-clap-3-dev' },
    extensions: ['rs'],
    maxCharacters: 2e6,
  },
  {
    name: 'syn',
    language: 'Rust',
    from: { debian: 'librust-syn-dev' },
    extensions: ['rs'],
    maxCharacters: 2e6,
  },
];

/** What design choices were measured on: neither learnt nor reported. */
export const developmentSets: readonly SourceSet[] = [
  {
    name: 'rxjs',
    language: 'TypeScript',
    from: { npm: 'rxjs@7.8.2' },
    extensions: ['ts'],
    under: 'package/src',
    maxCharacters: 2e6,
  },
  {
    name: 'fastify',
    language: 'JavaScript',
    from: { npm: 'fastify@5.6.0' },
    extensions: ['js'],
    maxCharacters: 2e6,
  },
  {
    name: 'twisted',
    language: 'Python',
    from: { debian: 'python3-twisted' },
    extensions: ['py'],
    maxCharacters: 2e6,
  },
  {
    name: 'prometheus',
    language: 'Go',
    from: { debian: 'golang-github-prometheus-client-golang-dev' },
    extensions: ['go'],
    maxCharacters: 2e6,
  },
  {
    name: 'hyper',
    language: 'Rust',
    from: { debian: 'librust-hyper-dev' },
    extensions: ['rs'],
    maxCharacters: 2e6,
  },
];
