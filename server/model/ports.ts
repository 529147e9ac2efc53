import type { RequestPurpose, TokenUsage } from './language-model.ts';

/**
 * How bytes reach a model's server: like `fetch`, but refuses redirects, verifies certificates, goes through the proxy
 * that the settings or the environment name, and rejects with the system's own error, whose `code` tells what went
 * wrong. `host/model-fetch.ts` implements it for one endpoint.
 */
export type ModelFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What an endpoint's connection is made with. Paths are absolute. */
export interface ConnectionSettings {
  /** A proxy's URL; undefined leaves it to HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly proxy: string | undefined;
  /** PEM files with certificates that are believed besides the usual ones. */
  readonly caFile: string | undefined;
  /** PEM files by which we show who we are (mutual TLS). */
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
}

/** Where keys come from. */
export interface KeySource {
  /** The value of an environment variable; undefined when it is missing or empty. */
  fromEnvironment(name: string): string | undefined;
  /**
   * What the command prints, without the line end behind it. Rejects with the UserError `key-command-failed` when it
   * cannot be run, fails, hangs, prints nothing or several lines; its output is told nobody.
   */
  fromCommand(command: readonly string[], signal: AbortSignal): Promise<string>;
}

/** What policy says of text that is about to leave the process. */
export interface OutboundPolicy {
  /** Why nothing of this file may be sent to a model of others, or undefined when it may. */
  refusalOf(uri: string): 'excluded-text' | 'file-untracked' | undefined;
}

/** What was spent, kept where all servers of one user see it. */
export interface SpendingLog {
  /** Called before a request goes out; resolves with the id under which its outcome is reported. */
  requested(facts: SpentOn): Promise<string>;
  answered(id: string, facts: SpentOn & AnswerFacts): Promise<void>;
  /** How many requests to models on other machines were made today, by every server of this user. */
  hostedRequestsToday(): Promise<number>;
}

export interface SpentOn extends RequestPurpose {
  /** The settings' name of the model. */
  readonly model: string;
  readonly isHosted: boolean;
}

export interface AnswerFacts {
  /** `ok`, `cancelled` or the kind of the ModelError. */
  readonly outcome: string;
  readonly ms: number;
  readonly usage: TokenUsage | undefined;
  /** US dollars; undefined when the price is not known. */
  readonly costUsd: number | undefined;
}
