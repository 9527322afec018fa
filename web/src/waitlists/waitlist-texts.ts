import { defineTexts } from '../i18n/catalogue.js';

/** Texts of waitlists. */
export const waitlistTexts = defineTexts({
  earlier: { en: 'Earlier', id: 'Sebelumnya' },
  howAuto: {
    en: 'Freed seats are booked for you at once, in the order of the queue.',
    id: 'Kursi yang kosong langsung dipesankan untuk Anda, sesuai urutan antrean.',
  },
  howOffer: {
    en: 'Freed seats are offered to you for a while, in the order of the queue. You accept them here.',
    id: 'Kursi yang kosong ditawarkan kepada Anda untuk beberapa waktu, sesuai urutan antrean. Anda menerimanya di sini.',
  },
  lead: { en: 'Your place in every queue, as it is right now.', id: 'Posisi Anda di setiap antrean, saat ini juga.' },
  leave: { en: 'Leave the waitlist', id: 'Keluar dari daftar tunggu' },
  leaveQuestion: { en: 'Leave the waitlist?', id: 'Keluar dari daftar tunggu?' },
  leaveWhy: {
    en: 'You lose your place. If you come back later, you start at the end.',
    id: 'Anda kehilangan posisi. Bila kembali nanti, Anda mulai dari belakang.',
  },
  left: { en: 'You left', id: 'Anda keluar' },
  none: { en: 'You are not waiting', id: 'Anda tidak sedang menunggu' },
  noneWhy: {
    en: 'When an event is sold out you can join its waitlist, and get seats that are given back.',
    id: 'Bila acara habis terjual, Anda bisa masuk daftar tunggu dan mendapat kursi yang dikembalikan.',
  },
  expired: { en: 'Closed', id: 'Ditutup' },
  party: {
    en: '{count, plural, one {A party of # seat} other {A party of # seats}}',
    id: '{count, plural, other {Rombongan # kursi}}',
  },
  place: { en: 'You are number {position} on the waitlist', id: 'Anda nomor {position} di daftar tunggu' },
  promoted: { en: 'You got seats', id: 'Anda mendapat kursi' },
  stay: { en: 'Keep my place', id: 'Tetap menunggu' },
  title: { en: 'My waitlists', id: 'Daftar tunggu saya' },
  toEvents: { en: 'See all events', id: 'Lihat semua acara' },
});
