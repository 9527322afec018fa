import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the list of events and of what cards and pages say alike. */
export const eventTexts = defineTexts({
  cancelled: { en: 'Cancelled', id: 'Dibatalkan' },
  clear: { en: 'Clear the search', id: 'Hapus pencarian' },
  draft: { en: 'Draft', id: 'Draf' },
  few: { en: 'Only {count} left', id: 'Tinggal {count}' },
  found: {
    en: '{count, plural, =0 {# events} one {# event} other {# events}}',
    id: '{count, plural, other {# acara}}',
  },
  foundMore: { en: 'The first {count}', id: '{count} yang pertama' },
  from: { en: 'From', id: 'Dari' },
  headline: { en: 'Every seat. Sold once.', id: 'Satu kursi. Satu pemilik.' },
  lead: {
    en: 'Live seats, straight from the source. What you see is what is left, and what you book is yours.',
    id: 'Kursi langsung dari sumbernya. Yang Anda lihat memang masih ada, dan yang Anda pesan milik Anda.',
  },
  nothing: { en: 'Still water', id: 'Air tenang' },
  nothingFound: {
    en: 'No event matches. Try fewer words or other days.',
    id: 'Tidak ada acara yang cocok. Coba kata lain atau tanggal lain.',
  },
  nothingYet: { en: 'No events are announced yet. Come back soon.', id: 'Belum ada acara. Silakan kembali nanti.' },
  nothingYetTitle: { en: 'The course is clear', id: 'Lintasan masih kosong' },
  placeToCome: { en: 'Place to be announced', id: 'Tempat menyusul' },
  search: { en: 'Title or place', id: 'Judul atau tempat' },
  seatsFree: {
    en: '{count, plural, one {# seat left} other {# seats left}}',
    id: '{count, plural, other {# kursi tersisa}}',
  },
  soldOut: { en: 'Sold out', id: 'Habis terjual' },
  title: { en: 'Events', id: 'Acara' },
  to: { en: 'To', id: 'Sampai' },
  waiting: {
    en: '{count, plural, one {# party waiting} other {# parties waiting}}',
    id: '{count, plural, other {# rombongan menunggu}}',
  },
  waitlistOpen: { en: 'Waitlist open', id: 'Daftar tunggu dibuka' },
});
