import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the sale monitor. */
export const monitorTexts = defineTexts({
  back: { en: 'To the event', id: 'Ke acara' },
  cancelled: { en: 'Cancelled', id: 'Dibatalkan' },
  draft: { en: 'Not on sale yet', id: 'Belum dijual' },
  exitFullScreen: { en: 'Leave full screen', id: 'Keluar layar penuh' },
  fullScreen: { en: 'Full screen', id: 'Layar penuh' },
  latency: { en: 'Answer time', id: 'Waktu jawab' },
  latencyMost: { en: '99 % within {ms} ms', id: '99 % dalam {ms} md' },
  left: { en: '{count, plural, one {seat left} other {seats left}}', id: '{count, plural, other {kursi tersisa}}' },
  live: { en: 'Live', id: 'Langsung' },
  milliseconds: { en: '{ms} ms', id: '{ms} md' },
  of: { en: '{sold} of {capacity} sold', id: '{sold} dari {capacity} terjual' },
  peak: { en: 'most so far: {rate}', id: 'tertinggi: {rate}' },
  rate: { en: 'Sold per second', id: 'Terjual per detik' },
  rateMinute: {
    en: 'Seats sold in each of the last 60 seconds',
    id: 'Kursi terjual tiap detik dalam 60 detik terakhir',
  },
  reconnecting: { en: 'Reconnecting …', id: 'Menyambung kembali …' },
  soldOut: { en: 'Sold out', id: 'Habis terjual' },
  startsIn: { en: 'Sales open in', id: 'Penjualan dibuka dalam' },
  title: { en: 'Sale monitor', id: 'Layar penjualan' },
  waiting: { en: 'Waiting', id: 'Menunggu' },
  waitingParties: {
    en: '{count, plural, one {party in line} other {parties in line}}',
    id: '{count, plural, other {rombongan mengantre}}',
  },
});
