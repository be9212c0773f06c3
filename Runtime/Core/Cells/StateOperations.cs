#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Takes the chosen rows of one state and the other rows of another.</summary>
    internal readonly struct Selection : IStateOperation
    {
        private readonly ReadOnlyMemory<bool> chosen;

        public Selection(ReadOnlyMemory<bool> chosen)
        {
            this.chosen = chosen;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            return mine.Select(other, chosen);
        }
    }

    /// <summary>Copies a state, detached, so that it lives through one more step.</summary>
    internal readonly struct Keeping : IStateOperation
    {
        public Tensor Apply(Tensor mine, Tensor other)
        {
            return mine.Backend.Keep(mine);
        }
    }

    /// <summary>Counts the numbers in a state.</summary>
    internal struct Counting : IStateOperation
    {
        public int Count;

        public Tensor Apply(Tensor mine, Tensor other)
        {
            Count += mine.Rows * mine.Columns;
            return mine;
        }
    }

    /// <summary>Writes a state to memory, tensor by tensor and row by row.</summary>
    internal unsafe struct Saving : IStateOperation
    {
        private float* to;

        public Saving(float* to)
        {
            this.to = to;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            for (var r = 0; r < mine.Rows; r++, to += mine.Columns)
            {
                mine.Row(r).CopyTo(new Span<float>(to, mine.Columns));
            }

            return mine;
        }
    }

    /// <summary>Makes a state of the shape of mine from memory that <see cref="Saving"/> wrote.</summary>
    internal unsafe struct Restoring : IStateOperation
    {
        private float* from;

        public Restoring(float* from)
        {
            this.from = from;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            var count = mine.Rows * mine.Columns;
            var values = new ReadOnlySpan<float>(from, count);
            from += count;
            return mine.Backend.From(values, mine.Rows, mine.Columns);
        }
    }
}
