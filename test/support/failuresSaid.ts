import { onTestFinished, vi } from 'vitest'

/** Keeps what the service logs of its failures to the end of a test, and hands it back as it stands. */
export function failuresSaid(): () => Record<string, unknown>[] {
  const writing = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => writing.mockRestore())
  return () => writing.mock.calls.map(([line]) => JSON.parse(String(line)))
}
