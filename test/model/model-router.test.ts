import { expect, test } from 'vitest';

import { routedModels, routeFor } from '../../server/model/model-router.ts';
import type { RouteSettings } from '../../server/model/model-settings.ts';

const routes: RouteSettings = {
  byTask: { completion: ['a', 'b'], chat: ['c'], embedding: [] },
  byLanguage: { rust: { completion: ['d'] }, toml: { completion: [] } },
};

test('a task has a route', () => {
  expect(routeFor('completion', 'go', routes)).toEqual(['a', 'b']);
});

test('a language’s own route replaces that of the task', () => {
  expect(routeFor('completion', 'rust', routes)).toEqual(['d']);
});

test('a language without a route for a task has that of the task', () => {
  expect(routeFor('chat', 'rust', routes)).toEqual(['c']);
});

test('an empty route of a language asks nobody', () => {
  expect(routeFor('completion', 'toml', routes)).toEqual([]);
});

test.each(['', 'constructor', '__proto__', 'toString'])('no language is called %j', (languageId) => {
  expect(routeFor('completion', languageId, routes)).toEqual(['a', 'b']);
});

test('no model is asked twice', () => {
  const byTask = { ...routes.byTask, completion: ['a', 'b', 'a'] };
  expect(routeFor('completion', 'go', { ...routes, byTask })).toEqual(['a', 'b']);
});

test('every model of a route is known', () => {
  expect(routedModels(routes)).toEqual(new Set(['a', 'b', 'c', 'd']));
});
