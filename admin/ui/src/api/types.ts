// The API as the server declares it: generated/api.d.ts is made from its OpenAPI document.

import type { components, paths } from "../../generated/api";

export type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Role = Me["role"];
export type Case = Schemas["Case"];
export type Line = Schemas["Line"];
export type Problem = Schemas["Problem"];

type Verb = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, V extends Verb> = paths[P][V];

/** The paths that have this verb. */
export type PathOf<V extends Verb> = {
  [P in keyof paths]: Operation<P, V> extends { responses: unknown } ? P : never;
}[keyof paths];

/** What an operation gives. */
export type Given<P extends keyof paths, V extends Verb> =
  Operation<P, V> extends { responses: { 200: { content: { "application/json": infer G } } } }
    ? G
    : null;

/** What goes into its path, its query and its body. */
type Filled<P extends keyof paths, V extends Verb> =
  Operation<P, V> extends { parameters: { path: infer I } } ? { path: I } : { path?: undefined };
type Asked<P extends keyof paths, V extends Verb> =
  Operation<P, V> extends { parameters: { query?: infer Q } }
    ? [Q] extends [undefined]
      ? { query?: undefined }
      : { query?: Q }
    : { query?: undefined };
type Sent<P extends keyof paths, V extends Verb> =
  Operation<P, V> extends { requestBody: { content: { "application/json": infer B } } }
    ? { body: B }
    : { body?: undefined };
export type With<P extends keyof paths, V extends Verb> = Filled<P, V> & Asked<P, V> & Sent<P, V>;

/** Optional where nothing has to be given. */
export type Rest<P extends keyof paths, V extends Verb> =
  Record<string, never> extends With<P, V> ? [given?: With<P, V>] : [given: With<P, V>];
export type { Verb };
