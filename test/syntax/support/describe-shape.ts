import type { OffsetRange } from '../../../server/syntax/offset-range.ts';
import type {
  Branch,
  Exit,
  FunctionShape,
  Parameter,
  SourceShape,
} from '../../../server/syntax/source-shape.ts';

/** The functions of a text and its faults, a line for each thing that is known of them. */
export function describeShape(shape: SourceShape | undefined, text: string): string {
  if (shape === undefined) return 'no shape';
  const faults = shape.faults.map(({ kind, range }) => `${kind} ${quoted(text, range)}`);
  return ['', ...shape.functions.map((each) => describeFunction(shape, each, text)), ...faults, ''].join(
    '\n',
  );
}

function describeFunction({ outline }: SourceShape, shape: FunctionShape, text: string): string {
  const parent = outline.definitions[outline.definitions[shape.definition]?.parent ?? -1];
  const owner = shape.receiver ?? parent?.name;
  const words = [
    ...(shape.isExported ? ['exported'] : []),
    ...(shape.isStatic ? ['static'] : []),
    ...(shape.isAsync ? ['async'] : []),
    ...(shape.isAccessor ? ['accessor'] : []),
  ];
  const name = owner === undefined ? shape.name : `${owner}.${shape.name}`;
  const parameters = shape.parameters.map(describeParameter).join(', ');
  const returns = shape.returnType === undefined ? '' : `: ${shape.returnType}`;
  const value = shape.returnsValue ? ' => value' : '';
  const lines = [
    [...words, `${name}(${parameters})${returns}${value}`].join(' '),
    ...(shape.body === undefined ? ['  no body'] : []),
    ...(shape.documentation === undefined ? [] : [`  documented ${quoted(text, shape.documentation)}`]),
    ...leadLine(shape, text),
    ...shape.branches.map((branch) => `  ${describeBranch(branch)}`),
    ...(shape.exits.length === 0 ? [] : [`  exits: ${shape.exits.map(describeExit).join(' | ')}`]),
  ];
  return lines.join('\n');
}

/** Only where lines before the definition belong to it. */
function leadLine({ leadStart, range }: FunctionShape, text: string): string[] {
  const lead = text.slice(leadStart, range.start);
  return lead.includes('\n') ? [`  led by ${JSON.stringify(lead.split('\n')[0])}`] : [];
}

function describeParameter(parameter: Parameter): string {
  const { name, type, defaultValue, isOptional, isRest, isKeyword } = parameter;
  const start = `${isRest ? '...' : ''}${isKeyword ? 'keyword ' : ''}${name === '' ? '{}' : name}`;
  const end = defaultValue === undefined ? '' : ` = ${defaultValue}`;
  return `${start}${isOptional && defaultValue === undefined ? '?' : ''}${type === undefined ? '' : `: ${type}`}${end}`;
}

function describeBranch({ kind, condition, subject, exit }: Branch): string {
  const words = [
    kind,
    ...(subject === '' ? [] : [`${subject} is`]),
    ...(condition === '' ? [] : [condition]),
  ];
  return `${words.join(' ')}${exit === undefined ? '' : ` -> ${describeExit(exit)}`}`;
}

function describeExit({ kind, text, errorType, message }: Exit): string {
  const error =
    errorType === undefined ? '' : ` [${errorType}${message === undefined ? '' : `: ${message}`}]`;
  const bare = errorType === undefined && message !== undefined ? ` [${message}]` : '';
  return `${kind}${text === '' ? '' : ` ${text}`}${error}${bare}`;
}

function quoted(text: string, { start, end }: OffsetRange): string {
  return JSON.stringify(text.slice(start, end));
}
