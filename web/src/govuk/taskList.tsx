import type { ComponentProps, ReactNode } from 'react'
import { Anchor } from './anchor.tsx'
import { classes } from './classes.ts'
import { Tag, type TagColour } from './tag.tsx'

export type Task = {
  title: ReactNode
  titleClassName?: string
  hint?: ReactNode
  href?: string
  className?: string
  status: { text: ReactNode; tag?: { colour?: TagColour; className?: string }; className?: string }
}

export const TaskList = ({
  items,
  idPrefix = 'task-list',
  className,
  ...rest
}: { items: Task[]; idPrefix?: string } & ComponentProps<'ul'>) => (
  <ul className={classes('govuk-task-list', className)} {...rest}>
    {items.map((task, index) => {
      const hintId = `${idPrefix}-${index + 1}-hint`
      const statusId = `${idPrefix}-${index + 1}-status`
      return (
        <li
          className={classes(
            'govuk-task-list__item',
            task.href && 'govuk-task-list__item--with-link',
            task.className,
          )}
          key={statusId}
        >
          <div className="govuk-task-list__name-and-hint">
            {task.href ? (
              <Anchor
                className={classes('govuk-link govuk-task-list__link', task.titleClassName)}
                href={task.href}
                aria-describedby={task.hint ? `${hintId} ${statusId}` : statusId}
              >
                {task.title}
              </Anchor>
            ) : (
              <div className={task.titleClassName}>{task.title}</div>
            )}
            {task.hint && (
              <div id={hintId} className="govuk-task-list__hint">
                {task.hint}
              </div>
            )}
          </div>
          <div className={classes('govuk-task-list__status', task.status.className)} id={statusId}>
            {task.status.tag ? <Tag {...task.status.tag}>{task.status.text}</Tag> : task.status.text}
          </div>
        </li>
      )
    })}
  </ul>
)
