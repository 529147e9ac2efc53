import type { ModelTask, RouteSettings } from './model-settings.ts';

/**
 * The names of the models to ask for a task in a language, in order; a language's own route replaces the task's.
 * `languageId` is the editor's name, and empty where there is none.
 */
export function routeFor(task: ModelTask, languageId: string, routes: RouteSettings): readonly string[] {
  const own = Object.hasOwn(routes.byLanguage, languageId)
    ? routes.byLanguage[languageId]?.[task]
    : undefined;
  return [...new Set(own ?? routes.byTask[task])];
}

/** Every model that some route names, in no order. */
export function routedModels(routes: RouteSettings): ReadonlySet<string> {
  const byLanguage = Object.values(routes.byLanguage).flatMap((tasks) => Object.values(tasks));
  return new Set([...Object.values(routes.byTask), ...byLanguage].flatMap((names) => names ?? []));
}
