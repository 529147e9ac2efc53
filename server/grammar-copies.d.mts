/** Files and folders that the build copies, `to` being below `dist/grammars`. */
export function grammarCopies(): { from: string; to: string }[];
