export type Allowed = number;
