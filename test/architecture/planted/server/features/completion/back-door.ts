import { mixture } from '../../embedded/mixture.ts';
export const backDoor = mixture;
