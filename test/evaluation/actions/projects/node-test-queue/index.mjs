export { Queue } from './lib/queue.mjs';
