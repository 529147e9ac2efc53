import { resolve } from 'node:path';

import ts from 'typescript';
import * as protocol from 'vscode-languageserver-protocol';
import { z } from 'zod';

import type { Shape } from './shape.ts';
import { ShapeReader } from './shape-reader.ts';

/** What the protocol says about one method. */
export interface ProtocolMethod {
  readonly method: string;
  readonly direction: 'clientToServer' | 'serverToClient' | 'both';
  /** The client's ability that a server must have been told of before it uses the method, as a dotted path. */
  readonly clientCapability: string | undefined;
  readonly params: Shape;
  /** Undefined for notifications. */
  readonly result: Shape | undefined;
  readonly registrationOptions: Shape;
}

/** What the protocol says about messages. */
export interface ProtocolModel {
  readonly methods: ReadonlyMap<string, ProtocolMethod>;
  /** The `value` of `$/progress` for a work-done token. */
  readonly workDoneProgress: Shape;
}

/**
 * All of LSP, read from the npm package that the server is built with: facts from its objects, shapes
 * from its type declarations. Takes the compiler about a second.
 */
export function readProtocolModel(): ProtocolModel {
  const declarations = readDeclarations();
  const methods = Object.entries(protocol).flatMap(([name, value]) => {
    const found = exportedMethod.safeParse(value);
    if (!found.success) return [];
    const types = declarations.get(name);
    if (types === undefined) throw new Error(`the types of ${name} are declared in a way that nobody reads`);
    return [{ ...describe(found.data), ...types }];
  });
  const workDoneProgress = declarations.get('WorkDoneProgress')?.params;
  if (workDoneProgress === undefined) throw new Error('the package no longer declares WorkDoneProgress');
  return { methods: new Map(methods.map((method) => [method.method, method])), workDoneProgress };
}

type MethodTypes = Pick<ProtocolMethod, 'params' | 'result' | 'registrationOptions'>;

const exportedMethod = z.object({
  method: z.string(),
  messageDirection: z.enum(['clientToServer', 'serverToClient', 'both']),
  capabilities: z.object({ client: z.string().optional() }).optional(),
});

const nothing: Shape = { kind: 'nothing' };

function describe(found: z.infer<typeof exportedMethod>) {
  return {
    method: found.method,
    direction: found.messageDirection,
    clientCapability: found.capabilities?.client,
  };
}

/** The types of each exported namespace that describes a method, by the namespace's name. */
function readDeclarations(): ReadonlyMap<string, MethodTypes> {
  const entry = resolve(
    import.meta.dirname,
    '../../node_modules/vscode-languageserver-protocol/lib/common/api.d.ts',
  );
  const program = ts.createProgram([entry], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`no declarations in ${entry}`);
  const shapes = new ShapeReader(checker);
  const entries = checker.getExportsOfModule(module).flatMap((symbol) => {
    const types = readTypes(symbol, checker, shapes);
    return types === undefined ? [] : [[symbol.name, types] as const];
  });
  return new Map(entries);
}

/** Reads `const type: ProtocolRequestType<Params, Result, …>` of a namespace. */
function readTypes(symbol: ts.Symbol, checker: ts.TypeChecker, shapes: ShapeReader): MethodTypes | undefined {
  const namespace = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = namespace.exports?.get(ts.escapeLeadingUnderscores('type'))?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const written = declaration.type;
  if (written === undefined || !ts.isTypeReferenceNode(written)) return undefined;
  const [first, second, , fourth, fifth] = written.typeArguments ?? [];
  const shape = (node: ts.TypeNode | undefined) =>
    node === undefined ? nothing : shapes.read(checker.getTypeFromTypeNode(node), node);
  switch (written.typeName.getText()) {
    case 'ProtocolRequestType':
      return { params: shape(first), result: shape(second), registrationOptions: shape(fifth) };
    case 'ProtocolRequestType0':
      return { params: nothing, result: shape(first), registrationOptions: shape(fourth) };
    case 'ProtocolNotificationType':
    case 'NotificationType':
    case 'ProgressType':
      return { params: shape(first), result: undefined, registrationOptions: shape(second) };
    case 'ProtocolNotificationType0':
    case 'RegistrationType':
      return { params: nothing, result: undefined, registrationOptions: shape(first) };
    default:
      return undefined;
  }
}
