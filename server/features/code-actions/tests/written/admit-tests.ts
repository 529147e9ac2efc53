import { type ChangeOutcome, type CheckPorts, checkedChange } from '../../../../edits/checked-change.ts';
import type { EditReply } from '../../../../edits/edit-gate.ts';
import { elisionIn, trimmedLines } from '../../../../edits/elision.ts';
import type { SyntaxReader } from '../../../../edits/ports.ts';
import { type RefusalDetail, type RefusalReason, refusal } from '../../../../edits/refusal.ts';
import { replyParts } from '../../../../edits/reply-blocks.ts';
import { assembleTests } from '../assemble-tests.ts';
import { changeOf, notesOf } from '../generate-tests.ts';
import type { PlannedTests } from '../plan-tests.ts';
import type { TestBlock, TestPlan } from '../test-plan.ts';
import { emptyCases, pendingCount } from './asserts.ts';
import { readTests, type WrittenTests } from './read-tests.ts';
import { unknownImports } from './unknown-imports.ts';

/** Whose answer is looked at, and what it was asked for. */
export interface TestsTask {
  readonly planned: PlannedTests;
  readonly model: string | undefined;
}

/**
 * Takes an answer to a change of the test file: the cases out of its one block of code, in our frame and with our
 * imports. Refused are answers without cases, cases that assert nothing, and imports of what is not there.
 */
export async function admitTests(
  reply: EditReply,
  { planned, model }: TestsTask,
  ports: CheckPorts & { readonly syntax: SyntaxReader },
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const { plan, scene } = planned;
  const code = codeOf(reply, plan);
  if (code.kind === 'refused') return code;
  const written = readTests(code.text, plan, scene.source.family);
  const flaw = flawIn(written, code.text, planned);
  if (flaw !== undefined) return flaw;
  const wanted = { scene, testPath: plan.path, lines: written.imports };
  const [unknown, ...others] = await unknownImports(wanted, signal);
  if (unknown !== undefined) return refusedImports([unknown, ...others], plan);
  const blocks = withImports(written);
  const { text, added } = await assembleTests(plan, blocks, ports.syntax, signal);
  if (added === 0)
    return refused('nothing-changed', {
      path: plan.path,
      repair: 'All these cases are there already. Write those of the skeleton.',
    });
  const notes = [...notesOf(plan), ...writtenNotes(written)];
  return checkedChange({ ...changeOf(plan, text), model, notes }, ports, signal);
}

type ReplyCode =
  | { readonly kind: 'code'; readonly text: string }
  | Extract<ChangeOutcome, { kind: 'refused' }>;

/** Several blocks are one file in pieces, as long as none names another file. */
function codeOf({ text, isTruncated }: EditReply, { path }: TestPlan): ReplyCode {
  const { blocks } = replyParts(text);
  const filled = blocks.filter((block) => block.text.trim() !== '');
  if (isTruncated || filled.some(({ isClosed }) => !isClosed)) {
    return refused('truncated', {
      repair: 'Your answer broke off. Answer once more, with fewer and shorter cases.',
    });
  }
  const [first, ...more] = filled;
  if (first === undefined) {
    return refused('no-code', {
      repair:
        'Your answer holds no block of code. Answer with exactly one fenced block that holds the tests.',
    });
  }
  if (more.length > 0) {
    return refused('wrong-format', {
      detail: ': it has several blocks of code',
      repair: `Your answer has several blocks. Answer with exactly one fenced block, for ${path}.`,
    });
  }
  if (/^(?:<{5,}|={5,}$|>{5,}|[-+]{3} [ab]?\/)/m.test(first.text)) {
    return refused('wrong-format', {
      detail: ': it is a change, not the tests',
      repair: 'Answer with the tests themselves, without marks of changes.',
    });
  }
  return { kind: 'code', text: first.text };
}

function flawIn(
  { blocks }: WrittenTests,
  code: string,
  { plan, scene }: PlannedTests,
): ChangeOutcome | undefined {
  const { path, existing, subjects } = plan;
  if (blocks.length === 0) {
    return refused('no-code', {
      repair: 'Your block holds no case. Answer with the cases of the skeleton, their bodies written.',
    });
  }
  const elision = elisionIn(code.split('\n'), trimmedLines(existing?.text ?? ''));
  if (elision !== undefined) {
    return refused('elided', {
      path,
      detail: ` ("${elision}")`,
      repair: `"${elision}" stands for code that you left out. Write all cases out.`,
    });
  }
  const uncalled = subjects.filter(
    ({ shape }) => !new RegExp(`(?<![\\w$])${escaped(shape.name)}(?![\\w$])`).test(code),
  );
  if (uncalled.length === subjects.length) {
    const names = uncalled.map(({ displayName }) => displayName).join(', ');
    return refused('no-match', {
      path,
      detail: `: it never calls ${names}`,
      repair: `Your tests never call ${names}. Write the tests of the skeleton.`,
    });
  }
  const empty = emptyCases(blocks, scene.source.family);
  if (empty.length === 0) return undefined;
  const listed = empty
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(', ');
  return refused('wrong-format', {
    detail: `: ${listed} asserts nothing`,
    repair: `These cases assert nothing: ${listed}. Assert what comes out, or leave them pending.`,
  });
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Only the first block brings them: imports are the file's. */
function withImports({ blocks, imports }: WrittenTests): readonly TestBlock[] {
  return blocks.map((block, index) => (index === 0 ? { ...block, imports } : block));
}

function refusedImports(modules: readonly string[], { path }: TestPlan): ChangeOutcome {
  const listed = modules.join(', ');
  return refused('extra-code', {
    path,
    detail: `: it imports ${listed}, which this project does not have`,
    repair: `There is no ${listed} in this project. Write the tests without ${modules.length === 1 ? 'it' : 'them'}.`,
  });
}

function writtenNotes({ blocks, imports }: WrittenTests): readonly string[] {
  const pending = pendingCount(blocks);
  return [
    'A model wrote what is asserted, by what the code does now: read whether that is what it should do.',
    ...(imports.length === 0 ? [] : [`It imports besides: ${imports.join(' ')}`]),
    ...(pending === 0
      ? []
      : [
          `${pending === 1 ? 'One case is' : `${pending} cases are`} still pending, since the code does not tell what to expect.`,
        ]),
  ];
}

function refused(reason: RefusalReason, detail: RefusalDetail): Extract<ChangeOutcome, { kind: 'refused' }> {
  return { kind: 'refused', refusal: refusal(reason, detail) };
}
