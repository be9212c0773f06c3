namespace RnnGen.Training;

/// <summary>
/// Brings the singular values of matrices X = U S Vᵀ of one shape near 1, and so computes about U Vᵀ, the nearest
/// matrix with orthonormal columns.
/// </summary>
/// <remarks>
/// Five times X' = X (a I + A (b I + c A)) with A = XᵀX, by products alone: the iteration of Newton and Schulz, with
/// the coefficients of Jordan et al. (Muon, 2024). Values from a five-hundredth of the norm on end between 0.65 and
/// 1.25; far smaller ones stay below. Memory is reused: some ten to fifteen times that of a matrix. Not safe for use
/// by several threads at once.
/// </remarks>
internal sealed class Orthogonalisation
{
    private const int Iterations = 5;
    private const float A = 3.4445f;
    private const float B = -4.7750f;
    private const float C = 2.0315f;

    private readonly int rows;
    private readonly int columns;
    private readonly float[] transpose;

    // Right factors are parameters, for the products of layers: as fast as the machine multiplies and adds.
    private readonly Parameter matrix;
    private readonly Parameter polynomial;
    private readonly TapeBackend on;

    /// <summary>Reserves the memory.</summary>
    /// <param name="rows">The rows of each matrix, at least as many as columns.</param>
    /// <param name="columns">Its columns.</param>
    public Orthogonalisation(int rows, int columns)
    {
        this.rows = rows;
        this.columns = columns;
        transpose = new float[rows * columns];
        var factors = new ParameterSet(seed: 0);
        matrix = factors.Matrix("matrix", rows, columns);
        polynomial = factors.Matrix("polynomial", columns, columns);
        on = new TapeBackend(factors);
    }

    /// <summary>Orthogonalises a matrix in place; zeros stay zeros.</summary>
    /// <param name="x">The matrix, [rows][columns].</param>
    public void Apply(Span<float> x)
    {
        Scale(x, (float)(1 / Math.Max(Norm(x), 1e-30)));
        for (var i = 0; i < Iterations; i++)
        {
            on.NextStep();
            var square = Square(x);
            SetPolynomial(C, square, B);
            SetPolynomial(1, square.Linear(polynomial), A);
            var next = on.From(x, rows, columns).Linear(polynomial);
            for (var row = 0; row < rows; row++)
            {
                next.Row(row).CopyTo(x.Slice(row * columns, columns));
            }
        }
    }

    private static double Norm(ReadOnlySpan<float> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += (double)number * number;
        }

        return Math.Sqrt(sum);
    }

    private static void Scale(Span<float> numbers, float factor)
    {
        foreach (ref var number in numbers)
        {
            number *= factor;
        }
    }

    /// <summary>XᵀX.</summary>
    private Tensor Square(ReadOnlySpan<float> x)
    {
        for (var row = 0; row < rows; row++)
        {
            x.Slice(row * columns, columns).CopyTo(matrix.Row(row));
        }

        matrix.Changed();
        Transpose(x);
        return on.From(transpose, columns, rows).Linear(matrix);
    }

    private void Transpose(ReadOnlySpan<float> x)
    {
        // A cache holds what so many rows have side by side until their next columns are wanted.
        const int RowsAtOnce = 16;
        for (var first = 0; first < rows; first += RowsAtOnce)
        {
            var end = Math.Min(first + RowsAtOnce, rows);
            for (var column = 0; column < columns; column++)
            {
                for (var row = first; row < end; row++)
                {
                    transpose[column * rows + row] = x[row * columns + column];
                }
            }
        }
    }

    /// <summary>Sets the right factor to c Y + b I.</summary>
    private void SetPolynomial(float c, Tensor y, float b)
    {
        for (var row = 0; row < columns; row++)
        {
            var to = polynomial.Row(row);
            y.Row(row).CopyTo(to);
            Scale(to, c);
            to[row] += b;
        }

        polynomial.Changed();
    }
}
