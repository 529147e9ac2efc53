import type { ActionCall, ActionName } from '../features/code-actions/code-action.ts';
import { isJsonObject } from './json-rpc.ts';

/** What the progress of an action is called. */
export const actionTitles: Readonly<Record<ActionName, string>> = {
  'generate-tests': 'Generating tests',
  fix: 'Fixing',
  explain: 'Explaining',
  document: 'Documenting',
  improve: 'Improving',
  implement: 'Implementing',
  'commit-message': 'Writing a commit message',
  custom: 'Working',
  'apply-change': 'Applying',
  'discard-change': 'Discarding',
  'send-chat': 'Answering',
  'stop-chat': 'Stopping',
  'apply-answer': 'Preparing the change',
};

/** What an offer stands for, as a client sends it back; undefined for anything else. */
export function actionCallFrom(value: unknown): ActionCall | undefined {
  if (!isJsonObject(value)) return undefined;
  const { name, uri, version, start, end, argument } = value;
  if (!isActionName(name) || typeof uri !== 'string') return undefined;
  if (!isCount(version) || !isCount(start) || !isCount(end) || end < start) return undefined;
  return { name, uri, version, start, end, ...(argument === undefined ? {} : { argument }) };
}

function isActionName(name: unknown): name is ActionName {
  return typeof name === 'string' && Object.hasOwn(actionTitles, name);
}

/** Versions may be negative in the protocol, offsets never; both are whole. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
