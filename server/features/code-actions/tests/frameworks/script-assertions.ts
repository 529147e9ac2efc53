import type { Exit } from '../../../../syntax/source-shape.ts';
import type { TestPlan } from '../test-plan.ts';
import { mentions } from './block-renderer.ts';
import { expectedHere, messageHere, singleQuoted } from './expectation-words.ts';

/** A call that shall throw. */
interface ThrowingCall {
  readonly call: string;
  readonly isAsync: boolean;
  /** It is an async function, which never throws before it gives its promise. */
  readonly onlyRejects: boolean;
  readonly exit: Exit;
}

/** How the tests around assert. */
export interface ScriptAssertions {
  readonly equal: (actual: string) => string;
  readonly throwing: (scene: ThrowingCall) => string[];
}

/** Picks the way of asserting: `expect` of vitest and jest, chai's three, or `node:assert`. */
export function scriptAssertions(plan: TestPlan): ScriptAssertions {
  const isTypeScript = plan.language !== 'javascript';
  const { framework, style } = plan;
  const expected = singleQuoted(expectedHere);
  if (style.assertion === 'should') {
    return {
      equal: (actual) => `${actual}.should.deep.equal(${expected});`,
      throwing: chaiThrowing(isTypeScript),
    };
  }
  if (style.assertion === 'assert') {
    return {
      equal: (actual) =>
        `assert.${mentions(plan, /\bchai\b/) ? 'deepEqual' : 'deepStrictEqual'}(${actual}, ${expected});`,
      throwing: mentions(plan, /\bchai\b/)
        ? caughtThrowing(chaiAssert, isTypeScript)
        : nodeThrowing(isTypeScript),
    };
  }
  const isChai = !/^(vitest|jest)$/.test(framework) && !mentions(plan, /["'](@jest\/)?expect["']/);
  return isChai
    ? {
        equal: (actual) => `expect(${actual}).to.deep.equal(${expected});`,
        throwing: chaiThrowing(isTypeScript),
      }
    : {
        equal: (actual) => `expect(${actual}).toEqual(${expected});`,
        throwing: expectThrowing(isTypeScript),
      };
}

type Throwing = ScriptAssertions['throwing'];

function expectThrowing(isTypeScript: boolean): Throwing {
  return (scene) => {
    const { call, isAsync, onlyRejects, exit } = scene;
    const isKnown = exit.errorType === undefined || builtIn.test(exit.errorType);
    if (!isKnown || (isAsync && !onlyRejects)) return caughtThrowing(jestExpect, isTypeScript)(scene);
    const expects = isAsync ? `await expect(${call}).rejects` : `expect(() => ${call})`;
    return [
      // The message first: where it is another error, the runner prints what that one says.
      `${expects}.toThrow(${singleQuoted(exit.message ?? messageHere)});`,
      ...(exit.errorType === undefined ? [] : [`${expects}.toThrow(${exit.errorType});`]),
    ];
  };
}

function chaiThrowing(isTypeScript: boolean): Throwing {
  return (scene) => {
    const { call, isAsync, exit } = scene;
    const isKnown = exit.errorType === undefined || builtIn.test(exit.errorType);
    if (isAsync || !isKnown) return caughtThrowing(chaiExpect, isTypeScript)(scene);
    const type = exit.errorType === undefined ? '' : `${exit.errorType}, `;
    return [`expect(() => ${call}).to.throw(${type}${singleQuoted(exit.message ?? messageHere)});`];
  };
}

/** Classes that need no import. */
const builtIn = /^(Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/;

function nodeThrowing(isTypeScript: boolean): Throwing {
  return ({ call, isAsync, exit: { errorType, message } }) => {
    const said = singleQuoted(message ?? messageHere);
    const assertion = isAsync ? 'await assert.rejects(async () => ' : 'assert.throws(() => ';
    if (errorType === undefined || builtIn.test(errorType)) {
      const name = errorType === undefined ? '' : `name: ${singleQuoted(errorType)}, `;
      return [`${assertion}${call}, { ${name}message: ${said} });`];
    }
    return [
      `${assertion}${call}, (error${isTypeScript ? ': any' : ''}) => {`,
      `\tassert.strictEqual(error.message, ${said});`,
      `\tassert.strictEqual(error.constructor.name, ${singleQuoted(errorType)});`,
      '\treturn true;',
      '});',
    ];
  };
}

type PropertyAssertion = (path: 'message' | 'constructor.name', expected: string) => string;

const jestExpect: PropertyAssertion = (path, expected) =>
  `expect(thrown).toHaveProperty('${path}', ${expected});`;

const chaiExpect: PropertyAssertion = (path, expected) =>
  `expect(thrown).to.have.nested.property('${path}', ${expected});`;

const chaiAssert: PropertyAssertion = (path, expected) =>
  `assert.nestedPropertyVal(thrown, '${path}', ${expected});`;

/** Works for errors of the project's own, which the test may not be able to import. */
function caughtThrowing(assertProperty: PropertyAssertion, isTypeScript: boolean): Throwing {
  return ({ call, isAsync, exit }) => [
    `let thrown${isTypeScript ? ': unknown' : ''};`,
    'try {',
    `\t${isAsync ? 'await ' : ''}${call};`,
    '} catch (error) {',
    '\tthrown = error;',
    '}',
    assertProperty('message', singleQuoted(exit.message ?? messageHere)),
    ...(exit.errorType === undefined
      ? []
      : [assertProperty('constructor.name', singleQuoted(exit.errorType))]),
  ];
}
