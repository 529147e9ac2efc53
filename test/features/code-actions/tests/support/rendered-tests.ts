import { renderTests } from '../../../../../server/features/code-actions/tests/render-tests.ts';
import type {
  TestFramework,
  TestPlan,
  TestStyle,
  TestSubject,
} from '../../../../../server/features/code-actions/tests/test-plan.ts';
import { GrammarRegistry } from '../../../../../server/syntax/grammar-registry.ts';
import type { FunctionShape, SourceShape } from '../../../../../server/syntax/source-shape.ts';
import { sourceShapeOf } from '../../../../../server/syntax/source-shape-of.ts';
import { withTree } from '../../../../../server/syntax/syntax-tree.ts';
import { installedGrammars } from '../../../../syntax/support/installed-grammars.ts';

/** What is rendered, and for whom. */
export interface RenderScene {
  readonly framework: TestFramework;
  readonly language: string;
  readonly source: string;
  readonly style?: Partial<TestStyle>;
  readonly path?: string;
  readonly existing?: string;
  readonly imports?: readonly string[];
  /** What stands before each name, such as `cart.`. */
  readonly prefix?: string;
}

const registry = new GrammarRegistry(installedGrammars());

const never = () => false;

/** The shape of a text. */
export async function shapeIn(language: string, text: string): Promise<SourceShape> {
  const grammar = await registry.grammarOf(language);
  const shape = grammar && withTree(grammar, text, never, (tree) => sourceShapeOf(tree, never));
  if (shape === undefined) throw new Error(`no shape of ${language}`);
  return shape;
}

/** The plan for all functions of a source, each called by its own name. */
export async function planFor(scene: RenderScene): Promise<TestPlan> {
  const shape = await shapeIn(scene.language, scene.source);
  const style: TestStyle = {
    ...{ caseWord: 'it', isGrouped: true, assertion: 'expect', indent: '  ', quote: "'" },
    ...{ semicolons: true, newline: '\n' },
    ...scene.style,
  };
  return {
    ...{
      framework: scene.framework,
      language: scene.language,
      path: scene.path ?? 'test',
      uri: 'file:///test',
    },
    existing: scene.existing === undefined ? undefined : { text: scene.existing, version: undefined },
    ...{ imports: scene.imports ?? [], preamble: [], style, command: '', commandFolder: '', why: '' },
    subjects: subjectsOf(shape, scene.prefix ?? ''),
  };
}

/** The tests of all functions of a source, one after the other, imports first. */
export async function renderedTests(scene: RenderScene): Promise<string> {
  const plan = await planFor(scene);
  const blocks = plan.subjects.map((subject) => renderTests(plan, subject));
  const imports = [...new Set(blocks.flatMap((block) => block.imports))];
  return ['', ...imports, ...blocks.map(({ text }) => text), ''].join('\n');
}

function subjectsOf({ functions, outline }: SourceShape, prefix: string): TestSubject[] {
  const ownerOf = (shape: FunctionShape) => {
    const parent = outline.definitions[shape.definition]?.parent;
    return parent === undefined ? shape.receiver?.replace(/^\*/, '') : outline.definitions[parent]?.name;
  };
  const constructorOf = (owner: string) =>
    functions.find(
      (shape) =>
        (ownerOf(shape) === owner &&
          /^(constructor|__init__|initialize|__construct|new)$/.test(shape.name)) ||
        shape.name === `New${owner}` ||
        (ownerOf(shape) === owner && shape.name === owner),
    );
  return functions.map((shape) => {
    const owner = ownerOf(shape);
    return {
      shape,
      displayName: owner === undefined ? shape.name : `${owner}.${shape.name}`,
      owner: owner === undefined ? undefined : { name: owner, construct: constructorOf(owner) },
      reference: `${prefix}${owner ?? shape.name}`,
    };
  });
}
