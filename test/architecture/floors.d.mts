export const floors: Record<string, string[]>;
export const forbidden: import('dependency-cruiser').IForbiddenRuleType[];
