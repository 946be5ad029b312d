import { Hono } from 'hono'
import { ulid } from 'ulid'
import * as z from 'zod'
import { sha256 } from '../domain/audit.ts'
import { addDays, londonToday } from '../domain/calendar.ts'
import { may } from '../domain/permission.ts'
import { canBeWrittenTo } from '../domain/person.ts'
import { problem } from '../domain/problem.ts'
import { calledIn, statedIn } from '../domain/proposal.ts'
import {
  editsIn,
  isAskable,
  isSameAnswer,
  isSameFact,
  problemsIn,
  stateOf,
  withAnswer,
} from '../domain/question.ts'
import { answerMessage, questionMessage } from '../messages/question.ts'
import {
  type Answer,
  type AnswerFields,
  type AskedQuestion,
  answerFields,
  askedWith,
  type Fact,
  type LinkView,
  type Question,
  questionFields,
} from '../schema/question.ts'
import type { RegisterRecord } from '../schema/record.ts'
import { own } from '../schema/typed.ts'
import { again } from '../store/again.ts'
import { MovedOn } from '../store/dynamo.ts'
import { questionId } from '../store/keys.ts'
import { said } from '../store/people.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft, kindOf } from './drafts.ts'
import { lists } from './lists.ts'

// A few facts asked of someone without an account, by a link that does that and nothing else.

/** The latest: more than may be open at once. */
const questionsShown = 100
const mostOpen = 100

const link = z.string({ error: 'Give the link' }).min(1).max(600)
export const linkAsked = z.object({ link })
export const answering = answerFields.extend({ link })

export function questionRoutes({ store, links, origin, now = () => new Date() }: Deps) {
  const today = () => londonToday(now())
  const recordsOf = (authority: string, facts: readonly Fact[]): Promise<Map<string, RegisterRecord>> =>
    store.records.many(
      [...new Set(facts.map(({ recordId }) => recordId))].map((id) => ({ authority, kind: kindOf(id), id })),
    )
  const addressOf = async (question: Question) =>
    new URL(`/answer?key=${await links.sign(question)}`, origin).href

  const told = async (question: Question, records: ReadonlyMap<string, RegisterRecord>) => {
    const state = stateOf(question, today())
    const asked: AskedQuestion = {
      ...question,
      state,
      titles: Object.fromEntries(
        question.facts.map(({ recordId }) => [recordId, calledIn(statedIn(records.get(recordId)))]),
      ),
      ...(state === 'open' && { link: await addressOf(question) }),
    }
    return asked
  }

  /** The question that a link is about, where it can still be read. */
  const behind = async (signed: string): Promise<Question> => {
    const read = await links.read(signed, now())
    if (read === undefined) {
      throw problem.linkOver('This link is not whole. Copy all of it from the message, or ask for another.')
    }
    const question = read === 'over' ? undefined : await store.questions.get(read.id)
    if (question?.answer) return question
    if (!question || stateOf(question, today()) === 'expired') {
      throw problem.linkOver('The time to answer is over. Ask whoever wrote to you for another link.')
    }
    // Whoever asked must still be the one to ask: what a link shows is shown in their name.
    const asker = (await store.people.many([question.askedBy])).get(question.askedBy)
    if (question.withdrawnAt || !may(asker, 'propose', question.authority)) {
      throw problem.linkOver('This was taken back by whoever asked: there is nothing to answer any more.')
    }
    return question
  }

  const shown = async (question: Question): Promise<LinkView> => {
    const { authority: id, facts, to, note, askedByName, expiresOn, answer } = question
    const records = await recordsOf(id, facts)
    return {
      authority: { id, name: lists().authority(id)?.name ?? id },
      to,
      ...(note && { note }),
      askedByName,
      expiresOn,
      today: today(),
      facts: facts.flatMap(({ recordId, field }) => {
        const record = records.get(recordId)
        if (!record) return []
        const stated = statedIn(record)
        const within = askedWith[field]
        return [
          {
            recordId,
            field,
            kind: record.kind,
            title: calledIn(stated),
            // A link that was used tells nothing of what the register says since.
            ...(!answer && {
              value: own(stated, field),
              ...(within && { withIt: { field: within, value: own(stated, within) } }),
            }),
          },
        ]
      }),
      ...(answer && { answer }),
    }
  }

  /** Keeps an answer, with the drafts it makes, in one transaction. Answered again with the same words is answered once. */
  const answer = async (signed: string, fields: AnswerFields): Promise<Question> => {
    const asked = await behind(signed)
    const { authority } = asked
    const records = await recordsOf(authority, asked.facts)
    const problems = problemsIn(asked.facts, fields.answers, records)
    if (!asked.answer && Object.keys(problems).length > 0) throw problem.invalid(problems)
    const edits = new Map([...editsIn(fields.answers)].filter(([id]) => records.has(id)))
    const given: Answer = { ...fields, at: now().toISOString() }
    const asker = (await store.people.many([asked.askedBy])).get(asked.askedBy)
    let kept = asked

    const writes = async () => {
      const question = await behind(signed)
      kept = question
      if (question.answer) {
        if (isSameAnswer(question.answer, fields)) return undefined
        throw problem.alreadyThere('This was answered already. Ask for another link to change what was said.')
      }
      kept = { ...question, answer: given, revision: question.revision + 1 }
      const message =
        asker && canBeWrittenTo(asker)
          ? [
              said(
                answerMessage(kept, {
                  id: `msg_${sha256(`${question.id} answered`).slice(0, 26)}`,
                  at: given.at,
                  email: asker.email,
                  by: given.by,
                  changes: edits.size,
                  link: new URL(
                    edits.size > 0
                      ? `/our/submission?authority=${authority}`
                      : `/our/questions?authority=${authority}`,
                    origin,
                  ).href,
                }),
              ),
            ]
          : []
      return [store.questions.written(kept), ...message]
    }
    if (edits.size === 0) {
      await again(async () => {
        const made = await writes()
        if (made) await store.write(made)
      })
      return kept
    }
    const facts = { authority, actor: { id: asked.askedBy }, now }
    await draft(store, facts, [...edits.keys()], async (submission, existing, begun) => {
      const made = await writes()
      if (!made) return []
      return [
        ...[...edits].flatMap(([id, changes]) => {
          const record = records.get(id)
          return record
            ? [
                store.writes.proposal(
                  withAnswer(record, existing.get(id), changes, {
                    question: kept,
                    answer: given,
                    submission: submission.id,
                    begun,
                  }),
                ),
              ]
            : []
        }),
        ...made,
      ]
    })
    return kept
  }

  return (
    new Hono<Env>()
      .get('/authorities/:authority/questions', async (c) => {
        const { authority } = c.req.param()
        allowed(c, 'read unpublished', 'see what this authority asks', authority)
        const questions = (await store.questions.of(authority)).slice(0, questionsShown)
        const records = await recordsOf(
          authority,
          questions.flatMap(({ facts }) => facts),
        )
        return c.json({ questions: await Promise.all(questions.map((one) => told(one, records))) })
      })
      .post('/authorities/:authority/questions', async (c) => {
        const { authority } = c.req.param()
        const actor = allowed(c, 'propose', 'ask for this authority', authority)
        const { to, note, days, facts } = await bodyOf(c, questionFields)
        const records = await recordsOf(authority, facts)
        mustBeAskable(facts, records, now())
        const key = c.req.header('Idempotency-Key')
        const unique = key ? sha256(`${actor.id}\n${authority}\n${key}`).slice(0, 26) : ulid().toLowerCase()
        const at = now().toISOString()
        const question: Question = {
          id: questionId(unique, authority),
          authority,
          to,
          ...(note && { note }),
          facts,
          askedAt: at,
          askedBy: actor.id,
          askedByName: actor.name,
          expiresOn: addDays(today(), days),
          revision: 1,
        }
        const before = await store.questions.of(authority)
        const open = before.filter((one) => one.id !== question.id && stateOf(one, today()) === 'open')
        if (open.length >= mostOpen) {
          throw problem.alreadyThere(
            `${mostOpen} questions are open already. Take some back, or wait until they are answered.`,
          )
        }
        const message = questionMessage(question, {
          id: `msg_${ulid().toLowerCase()}`,
          at,
          link: await addressOf(question),
          authorityName: lists().authority(authority)?.name ?? authority,
        })
        try {
          await store.questions.ask(question, message)
        } catch (failure) {
          // The same asked again, because it was not known to have arrived.
          const same = failure instanceof MovedOn ? await store.questions.get(question.id) : undefined
          if (!same) throw failure
          const asked = ({ to, note, facts, expiresOn }: Question) =>
            JSON.stringify([to, note, facts, expiresOn])
          if (asked(same) !== asked(question)) throw problem.keyUsed({ question: same.id })
          return c.json(await told(same, records))
        }
        return c.json(await told(question, records), 201)
      })
      .delete('/authorities/:authority/questions/:id', async (c) => {
        const { authority, id } = c.req.param()
        allowed(c, 'propose', 'ask for this authority', authority)
        await again(async () => {
          const question = await store.questions.get(id)
          if (question?.authority !== authority) throw problem.missing('question')
          if (question.withdrawnAt) return
          if (question.answer) throw problem.alreadyThere('It has been answered already.')
          await store.questions.put({
            ...question,
            withdrawnAt: now().toISOString(),
            revision: question.revision + 1,
          })
        })
        return c.body(null, 204)
      })
      // The link is in the body and not in the address, so that no log ever holds it.
      .post('/questions/reading', async (c) => {
        const asked = await bodyOf(c, linkAsked)
        c.header('Cache-Control', 'no-store')
        return c.json(await shown(await behind(asked.link)))
      })
      .post('/questions/answering', async (c) => {
        const { link: signed, ...fields } = await bodyOf(c, answering)
        c.header('Cache-Control', 'no-store')
        return c.json(await shown(await answer(signed, fields)))
      })
  )
}

function mustBeAskable(facts: Fact[], records: ReadonlyMap<string, RegisterRecord>, now: Date) {
  for (const { recordId, field } of facts) {
    const record = records.get(recordId)
    if (!record || (record.retiredOn && record.retiredOn <= londonToday(now))) {
      throw problem.invalid({ facts: 'Ask about what is on the register: this is not, or not yet' })
    }
    if (!isAskable(record.kind, field)) {
      throw problem.invalid({ facts: `A link cannot ask about ${field}` })
    }
  }
  if (facts.some((one, index) => facts.findIndex((other) => isSameFact(one, other)) !== index)) {
    throw problem.invalid({ facts: 'Ask about each fact once' })
  }
}
