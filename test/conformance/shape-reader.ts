import ts from 'typescript';

import type { PropertyShape, Shape } from './shape.ts';

// The protocol's number and text types are aliases, which the compiler forgets; the declarations still name them.
const namedAtoms: ReadonlyMap<string, Shape> = new Map([
  ['uinteger', { kind: 'uinteger' }],
  ['integer', { kind: 'integer' }],
  ['decimal', { kind: 'number' }],
  ['DocumentUri', { kind: 'uri' }],
  ['URI', { kind: 'uri' }],
]);

/** Turns TypeScript types into shapes, each named type once. */
export class ShapeReader {
  readonly #checker: ts.TypeChecker;
  readonly #objects = new Map<ts.Type, Shape>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** `written` is the type as the declaration has it, where there is one. */
  read(type: ts.Type, written?: ts.TypeNode): Shape {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive))
      return { kind: 'anything' };
    if (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void))
      return { kind: 'nothing' };
    if (type.flags & ts.TypeFlags.Boolean) return { kind: 'boolean' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { kind: 'literal', value: this.#checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.String) return namedAtom(written, 'uri') ?? { kind: 'string' };
    if (type.flags & ts.TypeFlags.Number)
      return namedAtom(written, 'uinteger') ?? namedAtom(written, 'integer') ?? { kind: 'number' };
    if (type.isUnion()) return this.#readUnion(type, written);
    return this.#readStructure(type, written);
  }

  #readUnion(type: ts.UnionType, written: ts.TypeNode | undefined): Shape {
    const defined = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
    return { kind: 'union', members: defined.map((member) => this.read(member, written)) };
  }

  #readStructure(type: ts.Type, written: ts.TypeNode | undefined): Shape {
    const [first, ...others] = isReference(type) ? this.#checker.getTypeArguments(type) : [];
    if (first !== undefined && this.#checker.isTupleType(type))
      return { kind: 'tuple', elements: [first, ...others].map((element) => this.read(element, written)) };
    if (first !== undefined && this.#checker.isArrayType(type))
      return { kind: 'array', element: this.read(first, written) };
    const known = this.#objects.get(type);
    if (known !== undefined) return known;
    const shape = this.#readObject(type);
    this.#objects.set(type, shape);
    return shape;
  }

  #readObject(type: ts.Type): Shape {
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    const others =
      index === undefined || index.type === type ? undefined : this.read(index.type, index.declaration?.type);
    let properties: readonly PropertyShape[] | undefined;
    return {
      kind: 'object',
      name: this.#checker.typeToString(type),
      others,
      properties: () => {
        properties ??= this.#checker
          .getPropertiesOfType(type)
          .map((property) => this.#readProperty(property));
        return properties;
      },
    };
  }

  #readProperty(property: ts.Symbol): PropertyShape {
    const declaration = property.valueDeclaration;
    const written =
      declaration !== undefined && ts.isPropertySignature(declaration) ? declaration.type : undefined;
    return {
      name: property.name,
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      shape: this.read(this.#checker.getTypeOfSymbol(property), written),
    };
  }
}

/** The named atom of a kind that stands in a written type, also as a member of a union, list or tuple. */
function namedAtom(written: ts.TypeNode | undefined, kind: Shape['kind']): Shape | undefined {
  if (written === undefined) return undefined;
  if (ts.isTypeReferenceNode(written)) {
    const atom = namedAtoms.get(written.typeName.getText());
    return atom?.kind === kind ? atom : undefined;
  }
  return ts.forEachChild(written, (child) =>
    ts.isTypeNode(child) && !ts.isTypeLiteralNode(child) ? namedAtom(child, kind) : undefined,
  );
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return 'target' in type;
}
