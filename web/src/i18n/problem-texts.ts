import { type ProblemCode } from '../api/problem.js';
import { defineTexts, type Locale } from './catalogue.js';

/** Every code of the API in the words of a visitor: what happened, and what they can do. A code without is a type error. */
export const problemTexts = defineTexts({
  'already-registered': {
    en: 'There is an account with this e-mail address already. Sign in instead.',
    id: 'Alamat email ini sudah terdaftar. Silakan masuk.',
  },
  'body-too-large': { en: 'That is more than we can take at once.', id: 'Itu terlalu besar untuk dikirim sekaligus.' },
  'booking-not-found': { en: 'We cannot find this booking.', id: 'Pemesanan ini tidak ditemukan.' },
  'booking-not-held': {
    en: 'This booking is no longer on hold.',
    id: 'Pemesanan ini sudah tidak ditahan lagi.',
  },
  'capacity-below-booked': {
    en: 'More seats than that are booked or held already.',
    id: 'Kursi yang sudah dipesan atau ditahan lebih banyak dari itu.',
  },
  contended: {
    en: 'Very many people are booking right now. Please try again.',
    id: 'Sangat banyak orang sedang memesan. Silakan coba lagi.',
  },
  'database-unavailable': {
    en: 'We cannot reach our records right now. Please try again in a moment.',
    id: 'Data kami sedang tidak dapat dijangkau. Silakan coba sebentar lagi.',
  },
  'event-not-bookable': { en: 'This event cannot be booked.', id: 'Acara ini tidak dapat dipesan.' },
  'event-not-found': { en: 'There is no such event.', id: 'Acara ini tidak ada.' },
  forbidden: { en: 'Your account may not do this.', id: 'Akun Anda tidak boleh melakukan ini.' },
  'hold-expired': {
    en: 'The time to confirm is over, and the seats are free again.',
    id: 'Waktu konfirmasi sudah habis, dan kursinya kembali tersedia.',
  },
  'idempotency-in-flight': {
    en: 'Your first request is still under way.',
    id: 'Permintaan pertama Anda masih diproses.',
  },
  'idempotency-key-reused': {
    en: 'That did not go through. Please reload the page and try again.',
    id: 'Tidak terkirim. Silakan muat ulang halaman dan coba lagi.',
  },
  'if-match-required': {
    en: 'That did not go through. Please reload the page and try again.',
    id: 'Tidak terkirim. Silakan muat ulang halaman dan coba lagi.',
  },
  internal: { en: 'Something went wrong on our side.', id: 'Terjadi kesalahan di pihak kami.' },
  'invalid-credentials': {
    en: 'The e-mail address or the password is wrong.',
    id: 'Alamat email atau kata sandi salah.',
  },
  'malformed-json': {
    en: 'That did not go through. Please reload the page and try again.',
    id: 'Tidak terkirim. Silakan muat ulang halaman dan coba lagi.',
  },
  'no-adjacent-seats': {
    en: 'No row has that many free seats side by side.',
    id: 'Tidak ada baris dengan kursi kosong berdampingan sebanyak itu.',
  },
  'not-signed-in': { en: 'Please sign in first.', id: 'Silakan masuk dulu.' },
  overloaded: {
    en: 'Very many people are here at once. Please try again in a moment.',
    id: 'Sangat banyak orang di sini sekaligus. Silakan coba sebentar lagi.',
  },
  'revision-stale': {
    en: 'Somebody else changed the event while you were editing.',
    id: 'Orang lain mengubah acara ini saat Anda menyunting.',
  },
  'route-not-found': { en: 'There is no such page.', id: 'Halaman ini tidak ada.' },
  'sales-not-open': { en: 'Seats are not on sale right now.', id: 'Kursi sedang tidak dijual.' },
  'seat-taken': {
    en: 'Somebody else was faster with one of these seats.',
    id: 'Orang lain lebih cepat mendapatkan salah satu kursi ini.',
  },
  'sold-out': { en: 'There are not enough seats left.', id: 'Kursi yang tersisa tidak cukup.' },
  'too-many-requests': {
    en: 'That was a bit fast. Please wait a moment.',
    id: 'Terlalu cepat. Mohon tunggu sebentar.',
  },
  unreachable: {
    en: 'We cannot be reached. Is your connection working?',
    id: 'Kami tidak dapat dihubungi. Apakah koneksi Anda berfungsi?',
  },
  'unsupported-media-type': {
    en: 'That did not go through. Please reload the page and try again.',
    id: 'Tidak terkirim. Silakan muat ulang halaman dan coba lagi.',
  },
  'user-limit-exceeded': {
    en: 'You already have as many seats at this event as one person may.',
    id: 'Anda sudah memiliki kursi sebanyak yang boleh dimiliki satu orang di acara ini.',
  },
  'validation-failed': { en: 'Something in the form is not right yet.', id: 'Ada isian yang belum benar.' },
  'waitlist-entry-not-found': { en: 'You are not on this waitlist.', id: 'Anda tidak ada di daftar tunggu ini.' },
  'wrong-seating': {
    en: 'The seats of this event are sold in another way.',
    id: 'Kursi acara ini dijual dengan cara lain.',
  },
} satisfies Record<ProblemCode, Record<Locale, string>>);
