import type {KubeObject} from '../../cluster/kube.js';
import {StatusError} from '../store.js';

/** Collects what is wrong with an object. */
export interface Problems {
  required(field: string, why?: string): void;
  invalid(field: string, value: unknown, why: string): void;
  unsupported(field: string, value: unknown, allowed: readonly string[]): void;
  duplicate(field: string, value: unknown): void;
  missing(field: string, value: unknown): void;
  /** Throws 422 Invalid if something was wrong. */
  refuse(object: KubeObject): void;
}

/** Starts with nothing wrong. */
export function createProblems(): Problems {
  const causes: {reason: string; message: string; field: string}[] = [];
  const add = (reason: string, field: string, message: string) => void causes.push({reason, message, field});
  return {
    required: (field, why) =>
      add('FieldValueRequired', field, why === undefined ? 'Required value' : `Required value: ${why}`),
    invalid: (field, value, why) => add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${why}`),
    unsupported: (field, value, allowed) =>
      add(
        'FieldValueNotSupported',
        field,
        `Unsupported value: ${shown(value)}: supported values: ${allowed.map(shown).join(', ')}`,
      ),
    duplicate: (field, value) => add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`),
    missing: (field, value) => add('FieldValueNotFound', field, `Not found: ${shown(value)}`),
    refuse: ({apiVersion, kind, metadata}) => {
      if (causes.length === 0) return;
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : undefined;
      const all = causes.map(({field, message}) => `${field}: ${message}`);
      const what = `${kind}${group === undefined ? '' : `.${group}`} ${JSON.stringify(metadata.name ?? '')}`;
      const message = `${what} is invalid: ${all.length === 1 ? all[0] : `[${all.join(', ')}]`}`;
      const name = metadata.name ? {name: metadata.name} : {};
      throw new StatusError(422, 'Invalid', message, {...name, ...(group && {group}), kind, causes});
    },
  };
}

function shown(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}
