const joined = new WeakMap<AbortSignal, AbortSignal>();

/**
 * A signal that aborts with `own` or with `other`, and lasts as long as `own`. One of `AbortSignal.any` that nobody
 * holds may be collected together with its listeners: an abort then has no effect.
 */
export function joinSignals(own: AbortController, other: AbortSignal): AbortSignal {
  const signal = AbortSignal.any([own.signal, other]);
  joined.set(own.signal, signal);
  return signal;
}
