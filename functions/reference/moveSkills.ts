// The skills that moving from one product to another takes, whatever the product: choosing and buying the next, getting
// the data across, joining it to what stays, and trying it before people depend on it.

export const moveSkills: readonly string[] = [
  'technology-evaluation',
  'commercial-management',
  'requirements-definition-and-management',
  'data-preparation-and-linkage',
  'data-management',
  'systems-integration',
  'designing-and-executing-tests',
  'change-management',
]
