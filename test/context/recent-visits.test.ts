import { expect, test } from 'vitest';

import { RecentVisits } from '../../server/context/recent-visits.ts';

test('gives where the user was, newest first, one of what lies close together, edits before views', () => {
  const visits = new RecentVisits();
  visits.note('/w/a.ts', 'viewed', 5);
  visits.note('/w/b.ts', 'edited', 50);
  visits.note('/w/b.ts', 'viewed', 55);
  visits.note('/v/c.ts', 'viewed', 1);
  visits.note('/w/a.ts', 'viewed', 100);
  expect(visits.below('/w')).toEqual([
    { path: 'a.ts', kind: 'viewed', startLine: 100, endLine: 101 },
    { path: 'b.ts', kind: 'edited', startLine: 55, endLine: 56 },
    { path: 'a.ts', kind: 'viewed', startLine: 5, endLine: 6 },
  ]);
});

test('remembers the last forty', () => {
  const visits = new RecentVisits();
  for (let i = 0; i < 60; i++) visits.note(`/w/${i}.ts`, 'viewed', 0);
  expect(visits.below('/w')).toHaveLength(40);
  expect(visits.below('/w')[0]?.path).toBe('59.ts');
});
