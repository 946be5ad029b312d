import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import type { DynamoDBRecord } from 'aws-lambda'
import { jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDelivery, sendUnsent } from '../../functions/messages/deliver.ts'
import { notifyChannel } from '../../functions/messages/notify.ts'
import { signInAccounts } from '../../functions/messages/signInAccounts.ts'
import type { Message } from '../../functions/schema/message.ts'
import { failuresSaid } from '../support/failuresSaid.ts'
import { createWorld, type World } from '../support/world.ts'

// What we say leaves by GOV.UK Notify, asked here through its own client at a server of this test.

const service = '11111111-1111-4111-8111-111111111111'
const secret = '22222222-2222-4222-8222-222222222222'
const template = '33333333-3333-4333-8333-333333333333'
const at = '2026-11-24T10:00:00.000Z'

type Taken = { path: string | undefined; body: Record<string, unknown>; issuer: string | undefined }
const taken: Taken[] = []
/** What Notify answers for some addresses instead of taking the message. */
const refused = new Map<string, { status: number; errors: { error: string; message: string }[] }>()
const down = { status: 500, errors: [{ error: 'Exception', message: 'Internal server error' }] }
const notify = createServer((request, response) => {
  let text = ''
  request.on('data', (part) => {
    text += part
  })
  request.on('end', async () => {
    const body = JSON.parse(text)
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret))
    const refusal = refused.get(body.email_address)
    if (!refusal) taken.push({ path: request.url, body, issuer: payload.iss })
    response
      .writeHead(refusal?.status ?? 201, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(refusal ? { status_code: refusal.status, errors: refusal.errors } : {}))
  })
})

let world: World
let channel: ReturnType<typeof notifyChannel>
beforeAll(async () => {
  world = await createWorld()
  await new Promise<void>((done) => notify.listen(0, '127.0.0.1', done))
  const { port } = notify.address() as AddressInfo
  channel = notifyChannel({
    key: `city_tools-${service}-${secret}`,
    template,
    baseUrl: `http://127.0.0.1:${port}`,
  })
})
afterAll(async () => {
  notify.close()
  await world.close()
})
beforeEach(() => {
  taken.length = 0
  refused.clear()
})

const message = async (id: string, to = `${id}@example.org`): Promise<Message> => {
  const made: Message = { id, kind: 'invitation', to, subject: 'Hello', body: 'One\n\nTwo', createdAt: at }
  await world.store.messages.put(made)
  return made
}
const record = (id: string): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: `seq-${id}`, Keys: { pk: { S: 'MESSAGES' }, sk: { S: `MESSAGE#${id}` } } },
})
const deliver = (...ids: string[]) =>
  createDelivery({ store: world.store, channel, now: () => new Date(at) })({ Records: ids.map(record) })

describe('a message', () => {
  test('goes out in our words, under its own reference, and is marked', async () => {
    await message('msg_a')
    expect(await deliver('msg_a')).toEqual({ batchItemFailures: [] })
    expect(taken).toEqual([
      {
        path: '/v2/notifications/email',
        issuer: service,
        body: {
          email_address: 'msg_a@example.org',
          template_id: template,
          personalisation: { subject: 'Hello', body: 'One\n\nTwo' },
          reference: 'msg_a',
        },
      },
    ])
    expect((await world.store.messages.get('msg_a'))?.sentAt).toBe(at)
  })
  test('told of twice goes out once', async () => {
    await message('msg_b')
    await deliver('msg_b', 'msg_b')
    await deliver('msg_b')
    expect(taken).toHaveLength(1)
  })
  test('that fails holds up no other, and goes out when it is told of again', async () => {
    await message('msg_c')
    await message('msg_d')
    const said = failuresSaid()
    refused.set('msg_c@example.org', down)
    expect(await deliver('msg_c', 'msg_d')).toEqual({ batchItemFailures: [{ itemIdentifier: 'seq-msg_c' }] })
    expect(taken.map(({ body }) => body.reference)).toEqual(['msg_d'])
    expect(said()).toMatchObject([{ level: 'error', message: 'A message was not sent', id: 'msg_c' }])
    // A log is no place for an address.
    expect(JSON.stringify(said())).not.toContain('@')
    refused.clear()
    expect(await deliver('msg_c', 'msg_d')).toEqual({ batchItemFailures: [] })
    expect(taken.map(({ body }) => body.reference)).toEqual(['msg_d', 'msg_c'])
  })
  const notValid = { error: 'ValidationError', message: 'email_address Not a valid email address' }
  const onTrial = {
    error: 'BadRequestError',
    message: 'Can’t send to this recipient when service is in trial mode',
  }
  test.each([notValid, onTrial])(
    'refused for its address is marked so, once and for all: $message',
    async (error) => {
      const id = `msg_${error.error.toLowerCase()}`
      await message(id)
      const said = failuresSaid()
      refused.set(`${id}@example.org`, { status: 400, errors: [error] })
      expect(await deliver(id)).toEqual({ batchItemFailures: [] })
      expect(await world.store.messages.get(id)).toMatchObject({ refused: { at, why: error.message } })
      expect(said()).toEqual([{ level: 'error', message: 'A message was refused', id }])
      // Told of again, it is left alone.
      refused.clear()
      await deliver(id)
      expect(taken).toEqual([])
    },
  )
  test.each([
    { status: 400, errors: [{ error: 'BadRequestError', message: 'Template not found' }] },
    { status: 403, errors: [{ error: 'AuthError', message: 'Invalid token: API key not found' }] },
    { status: 429, errors: [{ error: 'TooManyRequestsError', message: 'Exceeded send limits for today' }] },
  ])('refused for a reason that is not its own ($status) is tried again', async (answer) => {
    await message(`msg_${answer.status}`)
    failuresSaid()
    refused.set(`msg_${answer.status}@example.org`, answer)
    expect(await deliver(`msg_${answer.status}`)).toEqual({
      batchItemFailures: [{ itemIdentifier: `seq-msg_${answer.status}` }],
    })
    expect(await world.store.messages.get(`msg_${answer.status}`)).not.toHaveProperty('refused')
  })
  test('that is no longer kept is let go', async () => {
    expect(await deliver('msg_gone')).toEqual({ batchItemFailures: [] })
  })
})

describe('what was not sent', () => {
  test('is sent in the order it was said once someone asks for it, refused ones too, and what was sent is left', async () => {
    const settings = { store: world.store, channel, now: () => new Date(at) }
    await sendUnsent(settings)
    taken.length = 0
    for (const id of ['msg_p', 'msg_q', 'msg_r', 'msg_s']) await message(id)
    await deliver('msg_q')
    failuresSaid()
    const notValid = { error: 'ValidationError', message: 'email_address Not a valid email address' }
    refused.set('msg_p@example.org', { status: 400, errors: [notValid] })
    refused.set('msg_r@example.org', down)
    await deliver('msg_p')
    expect(await sendUnsent(settings)).toEqual({
      sent: ['msg_s'],
      refused: ['msg_p'],
      failed: [{ id: 'msg_r', why: expect.stringContaining('500') }],
    })
    refused.clear()
    expect(await sendUnsent(settings)).toEqual({ sent: ['msg_p', 'msg_r'], refused: [], failed: [] })
    expect(taken.map(({ body }) => body.reference)).toEqual(['msg_q', 'msg_s', 'msg_p', 'msg_r'])
    expect(await world.store.messages.get('msg_p')).toMatchObject({ sentAt: at })
    expect(await world.store.messages.get('msg_p')).not.toHaveProperty('refused')
    expect(await sendUnsent(settings)).toEqual({ sent: [], refused: [], failed: [] })
  })
})

describe('who is invited can sign in at Cognito', () => {
  const asking = (answers: (Error | undefined)[]) => {
    const asked: unknown[] = []
    const client = new CognitoIdentityProviderClient({ region: 'eu-west-2' })
    vi.spyOn(client, 'send').mockImplementation(async (command: { input: unknown }) => {
      asked.push(command.input)
      const answer = answers.shift()
      if (answer) throw answer
    })
    return { asked, open: signInAccounts({ client, userPool: 'pool' }) }
  }
  const facts = { message: 'no', $metadata: {} }
  const there = new UsernameExistsException(facts)

  test('by an account whose address counts as checked', async () => {
    const { asked, open } = asking([undefined])
    await open('new@example.org')
    expect(asked).toEqual([
      {
        UserPoolId: 'pool',
        Username: 'new@example.org',
        UserAttributes: [
          { Name: 'email', Value: 'new@example.org' },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      },
    ])
  })
  test('again by the first password sent again, or by the one they chose', async () => {
    const again = asking([there, undefined])
    await again.open('new@example.org')
    expect(again.asked[1]).toMatchObject({ MessageAction: 'RESEND' })
    await asking([there, new UnsupportedUserStateException(facts)]).open('new@example.org')
    await expect(asking([there, new Error('Down')]).open('new@example.org')).rejects.toThrow('Down')
  })
})
