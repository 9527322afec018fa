import { defineTexts } from '../i18n/catalogue.js';

/** Texts of one event's page: facts, and booking. */
export const bookingTexts = defineTexts({
  about: { en: 'About', id: 'Tentang' },
  best: {
    en: 'We pick the best seats that are free, side by side where possible.',
    id: 'Kami memilihkan kursi terbaik yang kosong, berdampingan bila bisa.',
  },
  book: {
    en: '{count, plural, one {Book # seat} other {Book # seats}}',
    id: '{count, plural, other {Pesan # kursi}}',
  },
  bookMore: { en: 'Book more seats', id: 'Pesan kursi lagi' },
  bookableFrom: { en: 'Sales open in', id: 'Penjualan dibuka dalam' },
  busy: { en: 'Many people are booking. Your turn comes in', id: 'Banyak yang sedang memesan. Giliran Anda dalam' },
  busyWhy: { en: 'You need not do anything.', id: 'Anda tidak perlu melakukan apa pun.' },
  cancelled: { en: 'This event is cancelled.', id: 'Acara ini dibatalkan.' },
  closed: { en: 'Sales are closed.', id: 'Penjualan sudah ditutup.' },
  confirmed: {
    en: '{count, plural, one {# seat is yours} other {# seats are yours}}',
    id: '{count, plural, other {# kursi milik Anda}}',
  },
  contended: {
    en: 'Very many people booked in that moment. You are in line, and get seats as soon as it is your turn.',
    id: 'Sangat banyak yang memesan saat itu. Anda sudah mengantre, dan akan mendapat kursi begitu tiba giliran.',
  },
  draft: { en: 'This is a draft that only you can see.', id: 'Ini draf yang hanya bisa Anda lihat.' },
  held: {
    en: '{count, plural, one {# seat is held for you} other {# seats are held for you}}',
    id: '{count, plural, other {# kursi ditahan untuk Anda}}',
  },
  howMany: { en: 'How many seats?', id: 'Berapa kursi?' },
  join: { en: 'Join the waitlist', id: 'Masuk daftar tunggu' },
  joinWhy: {
    en: 'Whoever has waited longest gets the next free seats, in the moment they are given back.',
    id: 'Yang paling lama menunggu mendapat kursi kosong berikutnya, begitu kursi dikembalikan.',
  },
  live: { en: 'Live', id: 'Langsung' },
  reconnecting: { en: 'Reconnecting …', id: 'Menyambung kembali …' },
  reference: { en: 'Reference', id: 'Referensi' },
  seats: {
    en: '{count, plural, one {# seat} other {# seats}}',
    id: '{count, plural, other {# kursi}}',
  },
  seatsLabel: { en: 'Seats', id: 'Kursi' },
  soldOut: { en: 'Sold out', id: 'Habis terjual' },
  soldOutWhy: { en: 'Seats may come back when somebody cancels.', id: 'Kursi bisa kembali bila ada yang membatalkan.' },
  starts: { en: 'Starts', id: 'Mulai' },
  tooMany: {
    en: 'There are fewer seats left than that; you would join the waitlist.',
    id: 'Kursi yang tersisa lebih sedikit; Anda akan masuk daftar tunggu.',
  },
  venue: { en: 'Place', id: 'Tempat' },
  waitlisted: {
    en: 'You are number {position} on the waitlist',
    id: 'Anda nomor {position} di daftar tunggu',
  },
  waitlistedWhy: {
    en: '{count, plural, one {We book # seat for you as soon as it is free.} other {We book # seats for you as soon as they are free.}}',
    id: '{count, plural, other {Kami memesankan # kursi begitu tersedia.}}',
  },
});
