/**
 * In place of the SDK's reading of answers that come as streams of events: the database gives none such, and the SDK
 * asks for this only where an operation says that it does.
 */
const none = () => {
  throw new Error('No answer of the database is a stream of events')
}
export class EventStreamSerde {
  constructor() {
    none()
  }
}
export const eventStreamSerdeProvider = none
