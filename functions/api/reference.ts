import { authorities, products, serviceAreas, vendors } from '../reference/index.ts'
import type { ReferenceLists } from '../schema/view.ts'
import type { AddedVendor } from '../store/index.ts'

/** The lists forms and pages choose from, with vendors that joined since they were shipped. */
export const referenceLists = (added: AddedVendor[]): ReferenceLists => ({
  authorities: authorities().map(({ id, name, slug, region, tile }) => ({
    id,
    name,
    slug,
    region,
    ...(tile && { tile }),
  })),
  serviceAreas: serviceAreas().map(({ id, label, group, groupLabel, kind }) => ({
    id,
    label,
    group,
    groupLabel,
    kind,
  })),
  vendors: [...vendors(), ...added].map(({ id, name }) => ({ id, name })),
  products: products().map(({ id, name, maker, serviceAreas: areas }) => ({
    id,
    name,
    maker,
    serviceAreas: areas,
  })),
})
