import { errorCodes } from '../base/error-codes.ts';

/** The page of all errors that a user can see, made from `base/error-codes.ts`. */
export function errorCodesPage(): string {
  const sections = Object.entries(errorCodes).map(
    ([code, { message, remedy }]) => `\n## ${code}\n\n${message}\n\nWhat to do: ${remedy}\n`,
  );
  return introduction + sections.join('');
}

const introduction = `# Errors

Every error that innerloop shows, made from \`error-codes.ts\` by \`npm run generate\`; \`{name}\` is filled in.
`;
