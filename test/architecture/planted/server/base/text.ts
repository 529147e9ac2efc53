export const text = 'a';
