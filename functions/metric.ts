import { log } from './log.ts'

/** A figure for CloudWatch, which reads it out of a log line of this form. */
export function metric(name: string, value: number, unit: 'Milliseconds' | 'Count'): void {
  log({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        { Namespace: 'CityTools', Dimensions: [[]], Metrics: [{ Name: name, Unit: unit }] },
      ],
    },
    [name]: value,
  })
}
