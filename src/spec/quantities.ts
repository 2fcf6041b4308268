import {z} from 'zod';

/** `30s`, `2m`, `1m30s`, `500ms` → ms. */
export const durationSchema = z.union([z.string(), z.number()]).transform((): number => 0);
/** `5%` → 5. */
export const portionSchema = z.union([z.string(), z.number()]).transform((): number => 0);
/** `50/s` → 50. */
export const rateSchema = z.union([z.string(), z.number()]).transform((): number => 0);
