/** What a function does that ends in an error of its language. */
export function raiseVerbOf(language: string): 'raises' | 'panics' | 'throws' {
  if (language === 'python' || language === 'ruby') return 'raises';
  return hasErrorValues(language) ? 'panics' : 'throws';
}

/** Whether errors are mostly values that are given back, and only what cannot go on is raised. */
export function hasErrorValues(language: string): boolean {
  return language === 'go' || language === 'rust';
}
