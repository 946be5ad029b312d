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
import { createDelivery } from '../../functions/messages/deliver.ts'
import { notifyChannel } from '../../functions/messages/notify.ts'
import { signInAccounts } from '../../functions/messages/signInAccounts.ts'
import type { Message } from '../../functions/schema/message.ts'
import { createWorld, type World } from '../support/world.ts'

// What we say leaves by GOV.UK Notify, asked here through its own client at a server of this test.

const service = '11111111-1111-4111-8111-111111111111'
const secret = '22222222-2222-4222-8222-222222222222'
const template = '33333333-3333-4333-8333-333333333333'
const at = '2026-11-24T10:00:00.000Z'

type Taken = { path: string | undefined; body: Record<string, unknown>; issuer: string | undefined }
const taken: Taken[] = []
const refused = new Set<string>()
const notify = createServer((request, response) => {
  let text = ''
  request.on('data', (part) => {
    text += part
  })
  request.on('end', async () => {
    const body = JSON.parse(text)
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret))
    const isRefused = refused.has(body.email_address)
    if (!isRefused) taken.push({ path: request.url, body, issuer: payload.iss })
    response.writeHead(isRefused ? 500 : 201, { 'Content-Type': 'application/json' }).end('{}')
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
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
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
    refused.add('msg_c@example.org')
    expect(await deliver('msg_c', 'msg_d')).toEqual({ batchItemFailures: [{ itemIdentifier: 'seq-msg_c' }] })
    expect(taken.map(({ body }) => body.reference)).toEqual(['msg_d'])
    refused.clear()
    expect(await deliver('msg_c', 'msg_d')).toEqual({ batchItemFailures: [] })
    expect(taken.map(({ body }) => body.reference)).toEqual(['msg_d', 'msg_c'])
  })
  test('that is no longer kept is let go', async () => {
    expect(await deliver('msg_gone')).toEqual({ batchItemFailures: [] })
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
