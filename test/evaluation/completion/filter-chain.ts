import { applyFilters, filters } from '../../../server/features/completion/filters/all-filters.ts';
import type { FilterScene } from '../../../server/features/completion/filters/filter.ts';

/** The filters' names, in their order. */
export const filterNames: readonly string[] = filters.map(({ name }) => name);

/** A reply through all filters but `skipped`; undefined where one of them drops it. */
export function filteredText(text: string, scene: FilterScene, skipped?: string): string | undefined {
  const { outcome } = applyFilters(text, scene, new Set(skipped === undefined ? [] : [skipped]));
  return outcome.kind === 'ok' && outcome.value.trim() !== '' ? outcome.value : undefined;
}
