import { main } from '../main.ts';
export const entry = main;
