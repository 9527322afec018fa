import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the dashboard of one sale. */
export const salesTexts = defineTexts({
  answers: { en: 'What requests came to', id: 'Hasil permintaan' },
  answersLead: {
    en: 'Everybody who asked for something since {since}, as this server saw it.',
    id: 'Semua permintaan sejak {since}, menurut server ini.',
  },
  batchLead: {
    en: 'Changes that shared one write: the larger, the more people were served at once.',
    id: 'Perubahan yang berbagi satu penulisan: makin besar, makin banyak yang dilayani sekaligus.',
  },
  batches: { en: 'Changes per write', id: 'Perubahan per penulisan' },
  capacity: { en: 'Capacity', id: 'Kapasitas' },
  capacityTitle: { en: 'Change the capacity', id: 'Ubah kapasitas' },
  chartWords: {
    en: '{title}: {value} now, {least} to {most} so far.',
    id: '{title}: {value} sekarang, {least} sampai {most} sejauh ini.',
  },
  conflicts: { en: 'Lost races', id: 'Balapan kalah' },
  conflictsLead: {
    en: '{conflicts, plural, =0 {No write was lost to another server.} one {# write was lost to another server, and went again.} other {# writes were lost to another server, and went again.}}',
    id: '{conflicts, plural, =0 {Tidak ada penulisan yang kalah dari server lain.} other {# penulisan kalah dari server lain, lalu diulang.}}',
  },
  free: { en: 'Free', id: 'Kosong' },
  held: { en: 'Held', id: 'Ditahan' },
  latency: { en: 'Answer time', id: 'Waktu jawab' },
  latencyLead: { en: 'half within {p50} ms, 99 % within {p99} ms', id: 'separuh dalam {p50} md, 99 % dalam {p99} md' },
  live: { en: 'Live', id: 'Langsung' },
  noAnswers: {
    en: 'Nobody has asked for anything since {since}.',
    id: 'Belum ada permintaan sejak {since}.',
  },
  outcome_booking_held: { en: 'Held', id: 'Ditahan' },
  outcome_cancelled: { en: 'Cancelled', id: 'Dibatalkan' },
  outcome_confirmed: { en: 'Booked', id: 'Dipesan' },
  outcome_contended: { en: 'In line: too many at once', id: 'Mengantre: terlalu ramai' },
  outcome_hold_confirmed: { en: 'Hold confirmed', id: 'Penahanan dikonfirmasi' },
  outcome_left: { en: 'Left the waitlist', id: 'Keluar dari daftar tunggu' },
  outcome_waitlisted: { en: 'Waitlisted', id: 'Masuk daftar tunggu' },
  reconnecting: { en: 'Reconnecting …', id: 'Menyambung kembali …' },
  sold: { en: 'Sold', id: 'Terjual' },
  soldOf: { en: 'of {capacity}, {share}', id: 'dari {capacity}, {share}' },
  soldOverTime: { en: 'Sold over time', id: 'Penjualan dari waktu ke waktu' },
  tooShort: { en: 'The picture begins with the first booking.', id: 'Grafik dimulai dengan pemesanan pertama.' },
  waiting: { en: 'Waiting', id: 'Menunggu' },
  waitlistOverTime: { en: 'Waitlist', id: 'Daftar tunggu' },
});
