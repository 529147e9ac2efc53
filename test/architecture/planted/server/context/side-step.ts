import { mixture } from '../embedded/mixture.ts';
export const sideStep = mixture;
