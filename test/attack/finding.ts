/** Somebody recovered: whose answer or value, in which way, and how. */
export type Finding = {
  way:
    | 'names'
    | 'watching'
    | 'complement'
    | 'adding up'
    | 'trying'
    | 'merging'
    | 'trend'
    | 'dots'
    | 'largest'
    | 'twins'
    | 'silence'
  of: string
  how: string
}
