// Each definition once: what a figure means and how it is worked out. The page that shows the figure and the page
// about City Tools say it in these same words.

export const definitions = {
  live: {
    title: 'Live systems and running contracts',
    words: [
      'A system is live from the day it goes live until the day it is retired; one that is being replaced is live until then.',
      'A contract is running once it has started and until it ends. One that has ended and is still used counts as running.',
    ],
  },
  reporting: {
    title: 'From how many, and how fresh',
    words: [
      'An authority reports when at least one of its records of the kind has been approved. The denominator is every authority of the area, so that silence shows.',
      'A record was confirmed lately when someone at its authority said it was correct within the last 12 months for a system, 6 for a contract. An import or a change to another field does not confirm it.',
    ],
  },
  shared: {
    title: 'Shared systems and contracts',
    words: [
      'A system or contract that several authorities share counts once in a total, and once for each of them where figures are by authority.',
    ],
  },
  areas: {
    title: 'Figures by service area',
    words: [
      'A record that serves several service areas counts in each of them, so service areas do not add up to the total. In a group of service areas it counts once.',
    ],
  },
  value: {
    title: 'Pounds a year',
    words: [
      'The sum of annual values that contracts state. A contract that states none, or whose value is held back, adds nothing, so each sum says over how many contracts it is.',
    ],
  },
  vendors: {
    title: 'Vendors',
    words: [
      'A vendor counts by contracts where it is the supplier under contract, and by systems where it makes the product. The two can differ: a reseller supplies what others make.',
    ],
  },
  shares: {
    title: 'Shares of the market',
    words: [
      'A top-ten share adds up the ten largest vendors and divides by the whole: running contracts, live systems whose maker is stated, or pounds a year over contracts that state a value.',
      'The concentration index (Herfindahl–Hirschman) is the sum of squared percentage shares. It runs from near 0, many small vendors, to 10,000, a single one.',
    ],
  },
  groups: {
    title: 'By parent group',
    words: ['Vendors that have the same parent company on the day are counted as one, under its name.'],
  },
  decideBy: {
    title: 'The day to decide by',
    words: [
      'The end of the running term less the time it takes to replace the contract by its route: 12 months for an open tender, 6 for a mini-competition or a shared service, 3 for a direct award, G-Cloud, a reseller or an extension, 2 for quotes, 9 in-house or where the route is not known.',
      'A contract that rolls over must also be given notice on, so the earlier of the two days counts. Where no notice period is stated, 3 months are assumed for it, and the page says so.',
      'An end date that is held back is told as its quarter. Days worked out from it start from the quarter’s last day and are marked “about”.',
    ],
  },
  states: {
    title: 'What can still be done about a contract',
    words: [
      'Free to choose: there is time to replace it. Extend only: too late to replace, an extension is left. Notice only: it can be left, and not replaced in time. Locked in: the day to give notice has passed, so it runs another term.',
      'Overdue: too late to replace it, and nothing left to extend. Expired, still used: the term is over and nothing has taken its place.',
    ],
  },
  timeline: {
    title: 'The timeline',
    words: [
      'Each line is a contract. It is solid from today to the day to decide by, and dashed on to the latest end, with every extension taken. A contract for several groups of service areas is drawn in each.',
    ],
  },
  together: {
    title: 'Buying together',
    words: [
      'A council can start together with others on the first day of a month if its contract can be brought to an end on that day or within the three months after it: at the end of its term, with one or more of its extensions, or after rolling over. No gap is left, and at most three months are paid twice.',
      'The day must leave it the time it takes to replace the contract by its route, and the day to give notice must not have passed. A contract that is out of term and still used can be left on any day from then on. Starts are looked for up to 60 months ahead.',
      'A group is everyone who can start on one day. One that another holds whole is left out. A council with several contracts that fit takes part with the one worth most.',
    ],
  },
  completeness: {
    title: 'Complete, and confirmed',
    words: [
      'How complete a record is: the share of what every council can be expected to know of it that is stated. “Unknown” is not stated; what is held back from the public is. A council’s figure is the mean over its own records.',
      'What is not confirmed within its months, 12 for a system or a skill, 6 for a contract, is stale until someone at the council says it is still correct. Some has never been confirmed, mostly because it was imported.',
    ],
  },
  position: {
    title: 'Your position',
    words: [
      'A quarter of the councils lie below the lower quartile, half below the middle and a quarter above the upper quartile, your own among them. Nothing is compared while fewer than 5 councils’ figures are known.',
      'Suppliers are those of running contracts. Spend is the pounds a year that running contracts state and nobody holds back, divided by the residents or the users a council serves, so a council that states few values spends more than it seems to. What is shared counts in full for each council that shares it.',
    ],
  },
  ratings: {
    title: 'What councils think of their vendors',
    words: [
      'Each council counts once: its rating of the vendor, or the mean of its ratings of the vendor’s products. The spread is the standard deviation.',
      'A figure is shown from at least 3 councils whose answers are not known by name. It moves only when at least 3 have answered or changed their answer since, so that no council’s answer can be worked out from what a figure said before and says now; until then it stays as it was. How many councils have rated, and how fresh that is, moves in the same way.',
      'A trend says what the overall figure was at the end of each quarter, as members were told it then.',
    ],
  },
  skills: {
    title: 'What councils can do',
    words: [
      'Each council assesses its own skills, at one of five levels, and says of each whether it can help others or wants help. A council that has not assessed a skill is in no figure of it. Practitioner and expert count as doing it unaided.',
    ],
  },
  moves: {
    title: 'Who is replacing what',
    words: [
      'Worked out from what registers say: planned replacement dates, what replaces a system, where that is the name of a product on the list, and systems that have been retired. Contacts are the role mailboxes councils give for their peers.',
    ],
  },
  satisfaction: {
    title: 'Suppliers and satisfaction',
    words: [
      'A council’s satisfaction is the mean of its overall ratings, 1 to 5, once it has given at least 3; its suppliers are those of its running contracts. Each council counts once. Means are told for at least 3 councils at a time, to one place.',
      'The correlation is worked out over councils, not over ratings, in regions where at least 12 have both figures: Pearson’s coefficient, and Spearman’s, which compares ranks. It runs from −1 through 0, no link, to 1. The interval is Fisher’s: were the councils drawn at random from many like them, it would hold the true figure 95 times in 100. The p value, by the same transformation, is the chance of a coefficient at least as far from 0 if there were no link. One nearer to −1 or 1 than 0.9 is told as that. Regions are put together by the same transformation, each weighing as much as it is sure.',
      'Figures move only when at least 3 councils’ satisfaction has changed, and keep the numbers of suppliers of that day, so that no council’s answers can be worked out from them.',
      'A correlation does not say that one thing causes the other: large councils may have more suppliers and also more that goes wrong. What was published of 2019 disagrees on its sign, so nothing is assumed here.',
    ],
  },
  heldBack: {
    title: 'What is held back',
    words: [
      'An authority may hold back a value that is commercially sensitive or that could help a criminal. What is held back is in no list, no file and no total.',
    ],
  },
  findings: {
    title: 'When a finding is shown',
    words: [
      'Findings are sentences worked out from the figures. One is shown only when it rests on at least 3 authorities and at least 20 records; otherwise nothing is said.',
    ],
  },
  decidedNext: {
    title: 'Decided already, and coming up',
    words: [
      'A contract should have been decided on already when its day to decide by is before today. The others are coming up, soonest first.',
    ],
  },
  past: {
    title: 'The past',
    words: [
      'A figure as at a day is worked out from every approved version of every record, each from the day it was approved, as that day would have judged it: what was live, running, due and lately confirmed then.',
      'The past is told as it may be told now. A value that is held back today is in no figure of any earlier day, so figures of the past can move when a council holds a value back.',
      'Names of vendors and service areas are today’s. Who could buy together, and every list of systems and contracts, are worked out in the same way. What members read of registers, skills and replacements has its past too, and nobody reads that who does not read it today.',
    ],
  },
  trends: {
    title: 'Figures by quarter',
    words: [
      'Each quarter’s figures are those at the end of its last day. Registers grow as councils join and fill them in, so a rise is not by itself more technology: the number of councils reporting stands beside each figure.',
      'Up to twelve quarters that are over are shown, and the one that has begun as it stands today.',
    ],
  },
  changes: {
    title: 'What counts as a change',
    words: [
      'A change counts in the quarter in which it was approved. New: it joined the register. Retired or taken off: a day on which it leaves was stated. Renewed: its term was given a later end. Supplier or value changed: both versions state one, and they differ.',
      'Confirming a record, and mending anything else of it, is no change here. A record that several councils share counts once, and once for each of them where changes are by council.',
    ],
  },
} as const satisfies Record<string, { title: string; words: readonly string[] }>

export type DefinitionId = keyof typeof definitions
