import * as z from 'zod'
import { mostFileBytes } from '../schema/import.ts'
import {
  type BodyName,
  bodies,
  type Described,
  described,
  type ShapeName,
  shapes,
  type Who,
} from './described.ts'

// The API's document, OpenAPI 3.1, made from the descriptions of its routes and their schemas. It is made ahead, so that
// the service neither carries nor works out what no request changes: `npm run document` writes it beside the code.

type Json = Record<string, unknown>
export type Operation = {
  summary: string
  description: string
  operationId: string
  tags: string[]
  security: Json[]
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[]
  requestBody?: Json
  responses: Record<string, Json>
}
export type OpenApi = {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json>; securitySchemes: Json }
}

const whoWords: Record<Who, string> = {
  anyone: 'For anyone.',
  members: 'For members: whoever is an officer of an authority or of LOTI.',
  officers: 'For the authority’s officers.',
  editors: 'For the authority’s editors.',
  'editors and LOTI': 'For the authority’s editors and LOTI’s approvers.',
  approvers: 'For LOTI’s approvers.',
  admins: 'For LOTI’s administrators.',
}
const tags: Record<string, string> = {
  views: 'Summaries',
  explorer: 'Summaries',
  tables: 'Summaries',
  calendars: 'Summaries',
  search: 'Summaries',
  members: 'Members',
  reference: 'Lists',
  match: 'Lists',
  authorities: 'An authority’s register',
  review: 'Review',
  audit: 'Review',
  imports: 'Imports',
  'open-data': 'Imports',
  people: 'People',
}
const otherwise = 'The service'
const paramWords: Record<string, string> = {
  scope: 'London (E12000007) or another region, England (E92000001) or the United Kingdom (K02000001)',
  authority: 'The authority’s GSS code, such as E09000007',
  area: 'A service area’s id, such as housing-management',
  table: 'A table’s name, such as market',
  file: 'A scope’s or thing’s id and .json, .csv or, for a calendar, .ics',
}

/** A part of an address that is given, with what it must look like where that is said. */
export const param = /:(\w+)(?:\{[^}]+\})?/g

const inDocument = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** Schemas as the document shows them: named ones refer to one another, and formats stand for their long patterns. */
function schemasOf(of: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, Json> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(of)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, {
    io,
    unrepresentable: 'any',
    uri: (id) => inDocument(id).$ref,
    override({ zodSchema, jsonSchema }) {
      const { given, ...rest } = jsonSchema as Json
      const becomes = io === 'output' && given ? (given as Json) : rest
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      Object.assign(jsonSchema, becomes)
      if (jsonSchema.format) delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      // Who reads an answer must bear with fields that join later.
      delete jsonSchema.additionalProperties
      if (io === 'input' && zodSchema instanceof z.ZodObject) {
        const { shape } = zodSchema
        const required = jsonSchema.required?.filter((key) => !isOptional(shape[key]))
        if (required?.length) jsonSchema.required = required
        else delete jsonSchema.required
      }
    },
  })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  )
}
const isOptional = (schema: unknown) => schema instanceof z.ZodType && schema.safeParse(undefined).success

const json = (name: ShapeName | BodyName, type = 'application/json') => ({
  [type]: { schema: inDocument(name) },
})
const text = { schema: { type: 'string' } }
const inWords: Record<Exclude<Described['gives'], ShapeName>, Json> = {
  csv: { description: 'A file of comma-separated values', content: { 'text/csv': text } },
  calendar: { description: 'An iCalendar file', content: { 'text/calendar': text } },
  spreadsheet: {
    description: 'An Excel workbook',
    content: { 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: {} } },
  },
  file: { description: 'A file, kept for ever', content: { 'application/json': { schema: {} } } },
  page: { description: 'A page', content: { 'text/html': text } },
  redirect: { description: 'On to the next page' },
  document: {
    description: 'An OpenAPI document',
    content: { 'application/json': { schema: { type: 'object' } } },
  },
  nothing: { description: 'Done' },
}
const isShape = (gives: Described['gives']): gives is ShapeName => gives in shapes

function operation(method: string, path: string, route: Described): Operation {
  const { says, who, query, takes, gives, status = 200, also } = route
  const [, , , part = ''] = path.split('/')
  const asked = query ? z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) : undefined
  return {
    summary: says,
    description: whoWords[who],
    operationId: `${method}${path
      .replace('/api', '')
      .replaceAll(param, '/$1')
      .replace(/\W+(\w)/g, (_, letter) => letter.toUpperCase())}`,
    tags: [tags[part] ?? otherwise],
    security: who === 'anyone' ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [
      ...[...path.matchAll(param)].map(([, name = '']) => ({
        name,
        in: 'path',
        required: true,
        ...(paramWords[name] && { description: paramWords[name] }),
        schema: { type: 'string' },
      })),
      ...Object.entries(asked?.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query',
        required: false,
        schema: schema as Json,
      })),
      ...(isForm(takes) ? [compressed] : []),
    ],
    ...(takes && {
      requestBody: {
        required: true,
        ...(isForm(takes) && { description: sizes }),
        content: isForm(takes) ? { 'multipart/form-data': { schema: forms[takes] } } : json(takes),
      },
    }),
    responses: {
      [status]: isShape(gives) ? { description: says, content: json(gives) } : inWords[gives],
      ...(also && {
        [also.status]: { description: also.says, content: json(also.gives) },
      }),
      default: { description: 'A refusal, in words', content: json('Problem', 'application/problem+json') },
    },
  }
}

const sizes = `A file of up to ${mostFileBytes / 1024 / 1024} MB. Where the service is deployed a body may take 4.4 MB on its way: a larger file is sent compressed, and one that is still larger is refused with 413.`
const compressed = {
  name: 'Content-Encoding',
  in: 'header',
  required: false,
  description: 'How the whole form is compressed, where it is.',
  schema: { type: 'string', enum: ['gzip'] },
}

/** The whole document but for where it is served, which the service adds. */
export function openApi(): Omit<OpenApi, 'servers'> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'City Tools',
      version: 'v1',
      description:
        'The shared register of the technology that runs London’s councils: systems, contracts, and the summaries made of them. What is refused is refused as RFC 9457 problem details, with a message for each field.',
    },
    tags: [...new Set([...Object.values(tags), otherwise])].map((name) => ({ name })),
    paths: paths(),
    components: {
      schemas: { ...schemasOf(bodies, 'input'), ...schemasOf(shapes, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function paths(): OpenApi['paths'] {
  const all: OpenApi['paths'] = {}
  for (const [key, route] of Object.entries(described)) {
    const [method = '', path = ''] = key.split(' ')
    const address = path.replaceAll(param, '{$1}')
    all[address] = { ...all[address], [method.toLowerCase()]: operation(method.toLowerCase(), path, route) }
  }
  return all
}

const fileSchema = { type: 'string', contentMediaType: 'application/octet-stream' }
const said = (description: string) => ({
  type: 'string',
  description: `${description}. Send it before the file`,
})

/** Forms with a file in them. */
const forms = {
  file: {
    type: 'object',
    properties: {
      file: fileSchema,
      authority: { type: 'string', description: 'Take this authority’s rows alone' },
      register: said('Whose rows are that name no authority'),
      mapping: said(
        'What each column is, as JSON: {"kind":"contract","headerRow":1,"fields":["title","supplier",""]}',
      ),
      sheet: said('The sheet of a spreadsheet to look at'),
      headerRow: said('The row that names the columns, from 1'),
    },
    required: ['file'],
  },
  'open data': {
    type: 'object',
    properties: {
      publisher: said('Who published it'),
      licence: said('The licence it is published under'),
      takenOn: said('The day it was published or downloaded, for rows that name none'),
      withEnded: said('true to ask about contracts that ended more than a year ago as well'),
      file: fileSchema,
    },
    required: ['publisher', 'licence', 'takenOn', 'file'],
  },
}
const isForm = (takes: string | undefined): takes is keyof typeof forms =>
  takes === 'file' || takes === 'open data'
