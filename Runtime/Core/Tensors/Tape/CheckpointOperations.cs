#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Copies the numbers of a state, each tensor with its number of rows behind.</summary>
    internal readonly struct Storing : IStateOperation
    {
        public readonly List<float[]> All;

        public Storing(List<float[]> all)
        {
            All = all;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            var numbers = new float[mine.Rows * mine.Columns + 1];
            for (var r = 0; r < mine.Rows; r++)
            {
                mine.Row(r).CopyTo(numbers.AsSpan(r * mine.Columns));
            }

            numbers[numbers.Length - 1] = mine.Rows;
            All.Add(numbers);
            return mine;
        }
    }

    /// <summary>
    /// Makes a state of what <see cref="Storing"/> copied, as variables if their slopes are wanted.
    /// </summary>
    internal struct Making : IStateOperation
    {
        private readonly Backend on;
        private readonly List<float[]> all;
        private readonly List<float[]>? slopes;
        private int next;

        public Making(Backend on, List<float[]> all, List<float[]>? slopes)
        {
            this.on = on;
            this.all = all;
            this.slopes = slopes;
            next = 0;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            var numbers = all[next++];
            var count = numbers.Length - 1;
            var rows = (int)numbers[count];
            var made = (TapeTensor)on.From(numbers.AsSpan(0, count), rows, count / rows);
            if (slopes == null)
            {
                return made;
            }

            slopes.Add(new float[count]);
            return made.From(new Origin
            {
                Operation = VariableOperation.Instance, SlopeTo = slopes[slopes.Count - 1],
            });
        }
    }

    /// <summary>Gives the tensors of a state their slopes.</summary>
    internal struct Seeding : IStateOperation
    {
        private readonly List<float[]> slopes;
        private int next;

        public Seeding(List<float[]> slopes)
        {
            this.slopes = slopes;
            next = 0;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            ((TapeTensor)mine).AddSlope(slopes[next++]);
            return mine;
        }
    }

    /// <summary>A tensor made from nothing, whose slope is wanted.</summary>
    internal sealed class VariableOperation : Operation
    {
        public static readonly VariableOperation Instance = new VariableOperation();

        public override void GoBack(TapeTensor y)
        {
            for (var r = 0; r < y.Rows; r++)
            {
                y.Slope.Span(r).CopyTo(y.Origin.SlopeTo.AsSpan(r * y.Columns));
            }
        }
    }
}
