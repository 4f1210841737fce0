//! A socket that can be made to break: reset without an answer, or in the middle of one.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// How many more bytes a connection may write; negative for any number. Zero resets it.
#[derive(Clone, Debug)]
pub(super) struct Fate(Arc<AtomicI64>);

impl Fate {
    /// The next write and everything after `bytes` more bytes is a reset.
    pub fn break_after(&self, bytes: usize) {
        self.0.store(i64::try_from(bytes).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}

/// The socket with its fate.
pub(super) struct Wire {
    stream: TcpStream,
    fate: Fate,
}

impl Wire {
    pub fn new(stream: TcpStream) -> (Wire, Fate) {
        let fate = Fate(Arc::new(AtomicI64::new(-1)));
        (Wire { stream, fate: fate.clone() }, fate)
    }

    fn broken(&self) -> io::Error {
        // No lingering: the peer sees a reset, not an end.
        let _ = self.stream.set_zero_linger();
        io::Error::from(io::ErrorKind::ConnectionReset)
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let left = self.fate.0.load(Ordering::Relaxed);
        if left < 0 {
            return Pin::new(&mut self.stream).poll_write(context, from);
        }
        if left == 0 {
            return Poll::Ready(Err(self.broken()));
        }
        let some = from.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let written = Pin::new(&mut self.stream).poll_write(context, &from[..some]);
        if let Poll::Ready(Ok(count)) = written {
            self.fate.0.fetch_sub(i64::try_from(count).unwrap_or(0), Ordering::Relaxed);
        }
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.fate.0.load(Ordering::Relaxed) < 0 {
            return Pin::new(&mut self.stream).poll_write_vectored(context, from);
        }
        let first = from.iter().find(|slice| !slice.is_empty()).map_or(&[][..], |slice| &slice[..]);
        self.poll_write(context, first)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
