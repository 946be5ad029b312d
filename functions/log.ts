// What the service says of itself: one JSON object a line. Written to the streams themselves, since Lambda's console puts
// the time and the request before a line, and CloudWatch's metrics and filters read lines that are JSON and nothing else.

/** A line about something that went as it should. */
export function log(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/**
 * A line about something that went wrong, by which an alarm counts it; with the failure's stack where it has one, and
 * by which request to find what else was said.
 */
export function logFailure(
  message: string,
  failure?: unknown,
  facts: { request?: string | undefined } & Record<string, unknown> = {},
): void {
  const line = {
    level: 'error',
    message,
    ...facts,
    ...(failure !== undefined && { failure: inFull(failure) }),
    // What could not be reached, and why, is often in here alone.
    ...(failure instanceof Error && failure.cause !== undefined && { cause: inFull(failure.cause) }),
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

const inFull = (failure: unknown) => (failure instanceof Error && failure.stack) || String(failure)
