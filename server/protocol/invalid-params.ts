/** The client's parameters are not what the method takes; answered with -32602, and never quoted. */
export class InvalidParams extends Error {
  constructor(what: string) {
    super(`${what} is missing or of the wrong type.`);
    this.name = 'InvalidParams';
  }
}
