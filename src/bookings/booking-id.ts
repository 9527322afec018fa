import { Injectable, type PipeTransform } from '@nestjs/common';
import { UUID_PATTERN } from '../http/uuid.js';
import { invalidInput } from '../http/validation.pipe.js';

/** Crockford's alphabet, as `toReference` writes it. */
const REFERENCE = /^EVT-[0-9A-HJKMNP-TV-Z]{6}$/;

export const isReference = (text: string): boolean => REFERENCE.test(text);

/** A booking's name in a path: its id in lower case or its reference in upper case. */
@Injectable()
export class BookingIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (UUID_PATTERN.test(value)) return value.toLowerCase();
    const reference = value.toUpperCase();
    if (isReference(reference)) return reference;
    throw invalidInput({ pointer: '#/path/id', detail: 'must be a booking id or a reference such as EVT-7K2M9Q' });
  }
}
