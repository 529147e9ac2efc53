import type { UserChannel } from './user-channel.ts';

/** Shows that a server reads a model into memory, until what it gives is called. */
export function showLoading(model: string, user: UserChannel): () => void {
  const progress = user.beginProgress('innerloop');
  progress.report(0, `${model} is being loaded by its server`);
  return () => progress.end(`${model} was loaded`);
}
