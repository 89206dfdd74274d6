/**
 * Gives every test a time limit, so that one that hangs fails by its name instead of stopping the gate:
 * `deno test --preload scripts/test-limits.ts`. Both test frameworks, `@std/testing/bdd` and `node:test`, end in
 * `Deno.test` with an object: a `describe` is a test, and what is in it are its steps.
 *
 * @module
 */

/** The longest that a test may take, milliseconds, however busy the machine is. */
const limitMilliseconds = 120_000;

/** What a test or a step runs. */
export type TestBody = (context: Deno.TestContext) => void | Promise<void>;

/** The same body with a time limit; the clock stands still while a step runs, which has a limit of its own. */
export function limited(body: TestBody, limit: number = limitMilliseconds): TestBody {
  return async (context) => {
    const { promise, reject } = Promise.withResolvers<never>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      timer = setTimeout(() => reject(new Error(`still running after ${limit / 1000} s`)), limit);
    };
    const step = async (definition: Deno.TestStepDefinition) => {
      clearTimeout(timer);
      try {
        return await context.step({ ...definition, fn: limited(definition.fn, limit) });
      } finally {
        start();
      }
    };
    start();
    try {
      await Promise.race([body({ ...context, step } as Deno.TestContext), promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** `Deno.test` as the frameworks call it. */
type Register = (definition: Deno.TestDefinition) => void;

const register: Register = Deno.test;
const registerLimited: Register = (definition) => register({ ...definition, fn: limited(definition.fn) });
Object.assign(Deno, { test: Object.assign(registerLimited, Deno.test) });
