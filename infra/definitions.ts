// Facts of the deployment as plain data. The constructs are built from them and the local runner obeys them, so
// that what runs on one machine is wired as what is deployed. No CDK here: it takes seconds to load.

/** How functions are bundled, in esbuild's own words. */
export const bundle = {
  format: 'esm',
  minify: true,
  target: 'node24',
  mainFields: ['module', 'main'],
  // The lists we ship lie beside the code and are read as they are, which is quicker than reading them as code.
  loader: { '.list.json': 'copy' },
  // Some packages still ask for Node's own modules in the old way.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
  // Where a function runs, its role's credentials are in the environment: the other ways of finding some are left out.
  // Endpoints are known by their region, and none is discovered; and no answer is a stream of events.
  alias: {
    '@aws-sdk/credential-provider-node': 'functions/credentials.ts',
    '@aws-sdk/endpoint-cache': 'functions/endpointCache.ts',
    '@smithy/core/event-streams': 'functions/eventStreams.ts',
  },
} as const

export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Sparse: only submissions and proposals that wait for a decision are in it, oldest first. */
  indexes: [{ name: 'queue', partitionKey: 'queue', sortKey: 'queuedAt' }],
  /** What a record said before is read by nobody: what it added is kept beside it. */
  streamView: 'NEW_IMAGE',
  timeToLive: 'expiresAt',
} as const

/**
 * The stream function's event source: only an authority's records get through, never totals or drafts. Rows of the
 * summaries may have sort keys like a record's, so the partition is asked for too.
 */
export const changes = {
  batchSize: 100,
  maximumBatchingWindowSeconds: 0,
  parallelizationFactor: 1,
  bisectBatchOnError: true,
  reportBatchItemFailures: true,
  retryAttempts: 20,
  maximumRecordAgeSeconds: 86_400,
  startingPosition: 'TRIM_HORIZON',
  /** In the event filter's own language. */
  filters: [
    {
      dynamodb: {
        Keys: {
          pk: { S: [{ prefix: 'AUTHORITY#' }] },
          sk: {
            S: [
              { prefix: 'SYSTEM#' },
              { prefix: 'CONTRACT#' },
              { prefix: 'RATING#' },
              { prefix: 'SKILLLEVEL#' },
            ],
          },
        },
      },
    },
  ],
} as const

/** The messages function's event source: what we say to people, once it is said and never when it changes. */
export const messages = {
  batchSize: 10,
  bisectBatchOnError: true,
  reportBatchItemFailures: true,
  retryAttempts: 50,
  maximumRecordAgeSeconds: 86_400,
  startingPosition: 'TRIM_HORIZON',
  filters: [
    {
      eventName: ['INSERT'],
      dynamodb: { Keys: { pk: { S: ['MESSAGES'] }, sk: { S: [{ prefix: 'MESSAGE#' }] } } },
    },
  ],
} as const

/** Where the summaries are, by partition: all that who applies changes may write. */
export const summaryPartitions = [
  'VIEW#*',
  'APPLIED#*',
  'PAST#*',
  'CALENDAR',
  'CALENDAR#*',
  'EXPLORER',
  'EXPLORER#*',
  'MEMBERS#*',
  'TOGETHER#*',
  'HEALTH',
]
/** Where what we say to people is. */
export const messagePartitions = ['MESSAGES']

/** Turns the calendar page for totals that depend on the date. Cron in UTC; 00:05 and 01:05 cover both clocks. */
export const newDay = { minute: '5', hour: '0,1' } as const

/** Where reminders are: what is written to people, that it was, and the links that stop it. */
export const reminderPartitions = [...messagePartitions, 'ROUND#*', 'ALERT#*', 'UNSUBSCRIBING#*']

/** Writes to whoever has something left in a round or a contract to decide on, in the working morning. Cron in UTC. */
export const reminders = { minute: '0', hour: '8' } as const

/** Where a merge moves records: each by a version of its own, with its event, and the merge that it belongs to. */
export const mergePartitions = ['AUTHORITY#*', 'RECORD#*', 'AUDIT#*', 'MERGES', 'MERGE#*']
/** What that rests on: which vendors and products are one. */
export const mergeGrounds = ['REFERENCE']

/** Ends merges whose pages were closed. Cron in UTC. */
export const finishingMerges = { minute: '*/5', hour: '*' } as const

/** Counts everything again and says what differs. Cron in UTC. */
export const nightlyRecount = { minute: '30', hour: '3' } as const

/**
 * Requests from one address in five minutes. A whole council may sit behind one address, and forms save as people type:
 * twenty editors at once write some 6,000 times.
 */
export const limits = { all: 20_000, writes: 8_000, signIn: 300, imports: 60 } as const

/**
 * Public pages that are drawn in part when the site is built, by their address; with anything asked after it, a page may
 * say something else, and any other page is the frame alone.
 */
export const drawnPages = {
  '/': 'pages/home.html',
  '/explore': 'pages/explore.html',
  '/market': 'pages/market.html',
  '/renewals': 'pages/renewals.html',
  '/buy-together': 'pages/buy-together.html',
  '/who-runs-what': 'pages/who-runs-what.html',
  '/trends': 'pages/trends.html',
  '/boroughs': 'pages/boroughs.html',
  '/service-areas': 'pages/service-areas.html',
  '/data': 'pages/data.html',
  '/about': 'pages/about.html',
  '/accessibility': 'pages/accessibility.html',
} as const
