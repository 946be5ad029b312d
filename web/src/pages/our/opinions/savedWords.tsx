import type { Save } from '../drafting/saver.ts'
import { SaveWords } from '../form/saveWords.tsx'

/** Where saving has got to, always in sight. `clashes`: things a colleague has answered too. */
export const SavedWords = ({ save, clashes }: { save: Save; clashes: number }) => (
  <p className="saved-words" role="status" data-state={clashes > 0 ? 'clash' : save.state}>
    {save.state === 'nothing to save' && clashes === 0 ? (
      'Saves as you choose'
    ) : (
      <SaveWords save={save} proposal={null} clashes={clashes} isGone={false} onAnew={() => undefined} />
    )}
  </p>
)
