import type { Exit } from '../../../syntax/source-shape.ts';

/** Whether a way ends in an error that is thrown; Go and Rust mostly give errors back as values. */
export function isRaised(exit: Exit | undefined, language: string): boolean {
  if (exit?.kind !== 'throw') return false;
  if (language === 'go') return exit.text.startsWith('panic(');
  return language !== 'rust' || /^(panic|unreachable|unimplemented|todo)!/.test(exit.text);
}
